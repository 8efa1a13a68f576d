/// Decodes text beyond ASCII in headers: `=?utf-8?q?caf=C3=A9?=` (RFC 2047).
enum EncodedWords {
    private struct Word {
        let charset: String
        let bytes: [UInt8]
    }

    /// Returns the value with its encoded words decoded, and without the blanks between two of them.
    static func decode(_ value: String) -> String {
        var text = ""
        var pending: Word?
        var blanks = ""
        for piece in pieces(value) {
            if let word = word(piece) {
                // A character may be split between two words.
                if let before = pending, before.charset == word.charset {
                    pending = Word(charset: word.charset, bytes: before.bytes + word.bytes)
                } else {
                    text += self.text(pending)
                    if pending == nil { text += blanks }
                    pending = word
                }
                blanks = ""
            } else if piece.allSatisfy({ $0 == " " || $0 == "\t" }) {
                blanks += piece
            } else {
                text += self.text(pending) + blanks + piece
                pending = nil
                blanks = ""
            }
        }
        return text + self.text(pending) + blanks
    }

    private static func text(_ word: Word?) -> String {
        word.map { MailCharset.text($0.bytes, named: $0.charset) } ?? ""
    }

    /// Returns alternating blanks and texts; adjacent encoded words are separated.
    private static func pieces(_ value: String) -> [Substring] {
        var pieces: [Substring] = []
        var rest = value[...]
        while let first = rest.first {
            let isBlank = first == " " || first == "\t"
            var piece = rest.prefix { ($0 == " " || $0 == "\t") == isBlank }
            if let word = leadingWord(piece) { piece = word }
            pieces.append(piece)
            rest = rest[piece.endIndex...]
        }
        return pieces
    }

    private static func leadingWord(_ piece: Substring) -> Substring? {
        guard piece.hasPrefix("=?") else { return nil }
        let marks = piece.indices.lazy.filter { piece[$0] == "?" }.prefix(4)
        guard marks.count == 4, let last = marks.last else { return nil }
        let end = piece.index(after: last)
        guard end < piece.endIndex, piece[end] == "=" else { return nil }
        return piece[...end]
    }

    private static func word(_ piece: Substring) -> Word? {
        guard leadingWord(piece) == piece else { return nil }
        let parts = piece.dropFirst(2).dropLast(2).split(separator: "?", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        // A language may follow the character set.
        let charset = parts[0].prefix { $0 != "*" }.lowercased()
        switch parts[1].lowercased() {
        case "b":
            return Word(charset: charset, bytes: TransferDecoding.base64(parts[2].utf8))
        case "q":
            let bytes = parts[2].utf8.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 }
            var decoded: [UInt8] = []
            TransferDecoding.appendDecoded(bytes[...], mark: UInt8(ascii: "="), to: &decoded)
            return Word(charset: charset, bytes: decoded)
        default:
            return nil
        }
    }
}
