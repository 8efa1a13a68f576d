/// A request as a loopback server reads it, whole.
public struct LoopbackRequest: Equatable, Sendable {
    let start: RequestHead
    public let body: [UInt8]
    /// Whether it came from this machine, to an address that only this machine has.
    public internal(set) var isFromHere = false
    /// The address that it came from, such as `192.0.2.1`; empty where there is none.
    public internal(set) var peer = ""

    public var method: String { start.text(start.method) }
    public var target: String { start.text(start.target) }
    /// The head as it came, up to its empty line.
    public var head: String { String(decoding: start.bytes, as: UTF8.self) }

    /// Such as `HTTP/1.1`.
    public var version: String { "HTTP/1.\(start.minorVersion)" }

    /// All headers as they came, their names in lower case.
    public var fields: [(name: String, value: String)] {
        start.fields.map { (start.text($0.name).lowercased(), start.text($0.value)) }
    }

    /// Header values by name in lower case; of several with one name, the last.
    public var headers: [String: String] {
        Dictionary(fields.lazy.map { ($0.name, $0.value) }) { $1 }
    }

    /// The value of the last header with that name, which is given in lower case.
    public func header(_ name: StaticString) -> ArraySlice<UInt8>? {
        start.bytes.withUnsafeBufferPointer { bytes in
            start.fields.last { HTTPSyntax.isWord(UnsafeBufferPointer(rebasing: bytes[$0.name]), name) }
        }.map { start.bytes[$0.value] }
    }

    /// The values of all headers with that name, given in lower case, in the order in which they came.
    public func headers(_ name: some Collection<UInt8>) -> [ArraySlice<UInt8>] {
        start.fields.filter { field in
            field.name.count == name.count
                && start.bytes[field.name].lazy.map(HTTPSyntax.lowercased).elementsEqual(name)
        }.map { start.bytes[$0.value] }
    }

    /// What was asked for, as it came: the path with its query.
    public var targetBytes: ArraySlice<UInt8> { start.bytes[start.target] }
}

/// A request's first line and its headers: the bytes as they came, and where in them everything is.
struct RequestHead: Equatable, Sendable {
    struct Field: Equatable, Sendable {
        let name: Range<Int>
        let value: Range<Int>
    }

    /// How long the body is, or how its end is known.
    enum Body: Equatable {
        case length(Int)
        case chunked
    }

    var bytes: [UInt8] = []
    var method = 0..<0
    var target = 0..<0
    /// The digit behind `HTTP/1.`.
    var minorVersion = 1
    var fields: [Field] = []
    var contentLength: Int?
    var isChunked = false
    var hasHost = false
    /// Whether the client said that this is its last request, or that it is not.
    var saysClose = false
    var saysKeepAlive = false
    var expectsContinue = false

    var body: Body { isChunked ? .chunked : .length(contentLength ?? 0) }

    /// Whether another request may follow on the connection.
    var staysOpen: Bool { !saysClose && (minorVersion > 0 || saysKeepAlive) }

    var isForHeadAlone: Bool { bytes[method].elementsEqual("HEAD".utf8) }

    func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }
}
