/// A message, or a part of one: its headers, and a body or further parts (RFC 2046).
struct MailPart {
    /// Mail that is deeper than this is no one's letter, and its depths are taken for a body.
    private static let deepest = 10
    private static let mostParts = 200

    let head: MailHead
    let type: HeaderParameters
    private let body: ArraySlice<UInt8>
    /// Those of a multipart message; none where there is a body.
    let parts: [MailPart]

    /// Reads any bytes: what is broken becomes the body of something.
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

    /// The body with its transfer encoding undone.
    var content: [UInt8] {
        TransferDecoding.decode(body, HeaderParameters(head.first("content-transfer-encoding") ?? "").word)
    }

    /// The body as text.
    var text: String {
        MailCharset.text(content, named: type["charset"] ?? "utf-8")
    }

    /// What it is called; empty where it has no name.
    var name: String {
        EncodedWords.decode(disposition["filename"] ?? type["name"] ?? "")
    }

    var isAttachment: Bool { disposition.word == "attachment" }

    private var disposition: HeaderParameters {
        HeaderParameters(head.first("content-disposition") ?? "")
    }

    /// All parts that have a body, from the first to the last.
    var leaves: [MailPart] {
        parts.isEmpty ? [self] : parts.flatMap(\.leaves)
    }

    /// What stands between the lines that begin with the mark; before the first and behind the last one is nothing.
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

    /// The end of the line before a mark belongs to the mark.
    private static func withoutLineEnd(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard bytes.last == UInt8(ascii: "\n") else { return bytes }
        let bytes = bytes.dropLast()
        return bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes
    }
}
