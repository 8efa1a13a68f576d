/// A complete request, as read by a loopback server.
public struct LoopbackRequest: Equatable, Sendable {
    let start: RequestHead
    public let body: [UInt8]
    /// Whether it came from this machine, to an address that only this machine has.
    public internal(set) var isFromHere = false
    /// The client's address, such as `192.0.2.1`; empty if there is none.
    public internal(set) var peer = ""

    public var method: String { start.text(start.method) }
    public var target: String { start.text(start.target) }
    /// The head as received, without the empty line at its end.
    public var head: String { String(decoding: start.bytes, as: UTF8.self) }

    /// The version, such as `HTTP/1.1`.
    public var version: String { "HTTP/1.\(start.minorVersion)" }

    /// All headers as received, with names in lower case.
    public var fields: [(name: String, value: String)] {
        start.fields.map { (start.text($0.name).lowercased(), start.text($0.value)) }
    }

    /// Header values by name in lower case; the last value of a repeated name.
    public var headers: [String: String] {
        Dictionary(fields.lazy.map { ($0.name, $0.value) }) { $1 }
    }

    /// Returns the value of the last header with that name, which must be in lower case.
    public func header(_ name: StaticString) -> ArraySlice<UInt8>? {
        start.bytes.withUnsafeBufferPointer { bytes in
            start.fields.last { HTTPSyntax.isWord(UnsafeBufferPointer(rebasing: bytes[$0.name]), name) }
        }.map { start.bytes[$0.value] }
    }

    /// Returns the values of all headers with that name, which must be in lower case, in the order received.
    public func headers(_ name: some Collection<UInt8>) -> [ArraySlice<UInt8>] {
        start.fields.filter { field in
            field.name.count == name.count
                && start.bytes[field.name].lazy.map(HTTPSyntax.lowercased).elementsEqual(name)
        }.map { start.bytes[$0.value] }
    }

    /// The request target as received: the path with its query.
    public var targetBytes: ArraySlice<UInt8> { start.bytes[start.target] }
}

/// A request's first line and headers: the bytes as received, and the positions of their parts.
struct RequestHead: Equatable, Sendable {
    struct Field: Equatable, Sendable {
        let name: Range<Int>
        let value: Range<Int>
    }

    /// The body's length, or how its end is recognized.
    enum Body: Equatable {
        case length(Int)
        case chunked
    }

    var bytes: [UInt8] = []
    var method = 0..<0
    var target = 0..<0
    /// The digit after `HTTP/1.`.
    var minorVersion = 1
    var fields: [Field] = []
    var contentLength: Int?
    var isChunked = false
    var hasHost = false
    /// Whether the client asked to close the connection after this request, or to keep it open.
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
