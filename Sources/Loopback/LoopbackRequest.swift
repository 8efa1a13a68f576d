/// A request as a loopback server reads it: a head, and as much body as Content-Length says.
public struct LoopbackRequest: Equatable, Sendable {
    public let method: String
    public let target: String
    /// Header values by name in lower case; of several with one name, the last.
    public let headers: [String: String]
    public let body: [UInt8]
    /// The head as it came, up to its empty line.
    public let head: String
}

/// Finds the requests in what comes in, however it is cut into blocks, and refuses what is none or has no end.
struct RequestReader {
    /// Why a request is not read further, as a status.
    struct Refusal: Error, Equatable {
        let status: Int

        static let malformed = Refusal(status: 400)
        static let bodyTooLarge = Refusal(status: 413)
        static let headTooLarge = Refusal(status: 431)
        static let notImplemented = Refusal(status: 501)
    }

    static let largestHead = 64 * 1024
    static let largestBody = 50 * 1024 * 1024

    private var bytes: [UInt8] = []
    /// How many bytes are known to hold no end of a head: they are not looked through again.
    private var searched = 0
    private var head: RequestHead?

    /// Whether a request has begun that is not all there.
    var isInRequest: Bool { !bytes.isEmpty }

    mutating func append(_ block: ArraySlice<UInt8>) {
        bytes += block
    }

    /// The next request; nil while it is not all there.
    mutating func next() throws(Refusal) -> LoopbackRequest? {
        if head == nil { head = try readHead() }
        guard let head, bytes.count - head.length >= head.bodyLength else { return nil }
        let end = head.length + head.bodyLength
        let request = LoopbackRequest(
            method: head.method, target: head.target, headers: head.headers, body: Array(bytes[head.length..<end]),
            head: head.text)
        bytes.removeFirst(end)
        searched = 0
        self.head = nil
        return request
    }

    private mutating func readHead() throws(Refusal) -> RequestHead? {
        guard let end = endOfHead() else {
            guard bytes.count <= Self.largestHead else { throw .headTooLarge }
            searched = max(0, bytes.count - 3)
            return nil
        }
        guard end <= Self.largestHead else { throw .headTooLarge }
        return try RequestHead(bytes[..<end])
    }

    private func endOfHead() -> Int? {
        var index = searched
        // Every end has a line feed as its last byte, which is quick to look for.
        while let feed = bytes[min(index + 3, bytes.count)...].firstIndex(of: 10) {
            if bytes[feed - 3] == 13, bytes[feed - 2] == 10, bytes[feed - 1] == 13 { return feed - 3 }
            index = feed - 2
        }
        return nil
    }
}

/// A request's first line and its headers.
private struct RequestHead {
    let method: String
    let target: String
    let headers: [String: String]
    let bodyLength: Int
    let text: String
    /// With the empty line at its end.
    let length: Int

    init(_ bytes: ArraySlice<UInt8>) throws(RequestReader.Refusal) {
        text = String(decoding: bytes, as: UTF8.self)
        length = bytes.count + 4
        let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
        let words = lines[0].split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard words.count == 3, !words[0].isEmpty, !words[1].isEmpty, words[2].hasPrefix("HTTP/1.") else {
            throw .malformed
        }
        method = words[0]
        target = words[1]
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let (name, value) = try Self.header(line)
            // Two lengths would be two readings of where the next request begins.
            guard name != "content-length" || headers[name] ?? value == value else { throw .malformed }
            headers[name] = value
        }
        guard headers["transfer-encoding"] == nil else { throw .notImplemented }
        bodyLength = try Self.bodyLength(headers["content-length"] ?? "0")
        self.headers = headers
    }

    private static func header(_ line: Substring) throws(RequestReader.Refusal) -> (name: String, value: String) {
        guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
            line.utf8[..<colon].allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { throw .malformed }
        let value = line[colon...].dropFirst()
        return (line[..<colon].lowercased(), String(value.trimmingSpaces))
    }

    private static func bodyLength(_ text: String) throws(RequestReader.Refusal) -> Int {
        guard !text.isEmpty, text.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) else {
            throw .malformed
        }
        // Digits that are no Int are a number beyond it.
        guard let length = Int(text), length <= RequestReader.largestBody else { throw .bodyTooLarge }
        return length
    }
}

extension Substring {
    fileprivate var trimmingSpaces: Substring {
        let isSpace = { (character: Character) in character == " " || character == "\t" }
        guard let last = lastIndex(where: { !isSpace($0) }) else { return "" }
        return self[...last].drop(while: isSpace)
    }
}
