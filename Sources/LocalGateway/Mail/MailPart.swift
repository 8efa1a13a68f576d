/// A message or a part of one: headers, and a body or further parts (RFC 2046).
struct MailPart {
    /// The deepest nesting that is parsed; anything deeper is treated as a body.
    private static let deepest = 10
    private static let mostParts = 200

    let head: MailHead
    let type: HeaderParameters
    private let body: ArraySlice<UInt8>
    /// The parts of a multipart message; empty if there is a body.
    let parts: [MailPart]

    /// Parses any bytes: malformed parts become bodies.
    init(_ bytes: [UInt8]) {
        self.init(bytes[...], depth: 0)
    }

    private init(_ bytes: ArraySlice<UInt8>, depth: Int) {
        (head, body) = MailHead.split(bytes)
        let type = HeaderParameters(head.first("content-type") ?? "text/plain")
        self.type = type
        guard type.word.hasPrefix("multipart/"), depth < Self.deepest, let boundary = type["boundary"],
            !boundary.isEmpty
        else {
            parts = []
            return
        }
        parts = Self.split(body, at: Array("--\(boundary)".utf8)).map { MailPart($0, depth: depth + 1) }
    }

    /// The body with its transfer encoding decoded.
    var content: [UInt8] {
        TransferDecoding.decode(body, HeaderParameters(head.first("content-transfer-encoding") ?? "").word)
    }

    /// The body as text.
    var text: String {
        MailCharset.text(content, named: type["charset"] ?? "utf-8")
    }

    /// The part's name; empty if it has none.
    var name: String {
        EncodedWords.decode(disposition["filename"] ?? type["name"] ?? "")
    }

    var isAttachment: Bool { disposition.word == "attachment" }

    private var disposition: HeaderParameters {
        HeaderParameters(head.first("content-disposition") ?? "")
    }

    /// All parts with a body, in order.
    var leaves: [MailPart] {
        parts.isEmpty ? [self] : parts.flatMap(\.leaves)
    }

    /// Returns the pieces between lines that begin with the boundary; text before the first and after the last is
    /// ignored.
    private static func split(_ body: ArraySlice<UInt8>, at mark: [UInt8]) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var start: Int?
        for (line, end) in MailLines(body) where line.starts(with: mark) {
            let rest = line.dropFirst(mark.count)
            let isLast = rest.starts(with: "--".utf8)
            guard isLast || rest.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else { continue }
            if let start { parts.append(withoutLineEnd(body[start..<max(start, line.startIndex)])) }
            start = isLast ? nil : end
            if isLast || parts.count == mostParts { break }
        }
        if let start, parts.count < mostParts { parts.append(body[start...]) }
        return parts
    }

    /// Removes the end of the last line, which belongs to the following boundary.
    private static func withoutLineEnd(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard bytes.last == UInt8(ascii: "\n") else { return bytes }
        let bytes = bytes.dropLast()
        return bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes
    }
}
