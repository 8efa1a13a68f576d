import Bytes

/// Writes the lines of a head (RFC 5322), none longer than 76 characters unless it is one address.
struct HeaderWriter {
    private static let lineLength = 76
    /// What an encoded word has around its Base64.
    private static let wordFrame = "=?UTF-8?B??=".utf8.count

    private(set) var bytes: [UInt8] = []

    /// A header of our own making, in ASCII.
    mutating func line(_ name: String, raw value: String) {
        bytes += "\(name): \(value)\r\n".utf8
    }

    /// A header whose value is text from anywhere.
    mutating func line(_ name: String, text: String) {
        let text = PlainText.line(text)
        let isPlain = Self.isPlain(text) && name.utf8.count + 2 + text.utf8.count <= Self.lineLength
        line(name, raw: isPlain ? text : Self.words(text, behind: name.utf8.count + 2))
    }

    /// A header that names someone.
    mutating func line(_ name: String, _ address: MailAddress) {
        guard !address.name.isEmpty else {
            line(name, raw: address.address)
            return
        }
        let quoted = Self.quoted(address.name)
        let fits = name.utf8.count + 2 + quoted.utf8.count <= Self.lineLength
        let shown = Self.isPlain(address.name) && fits ? quoted : Self.words(address.name, behind: name.utf8.count + 2)
        let lastLine = shown.utf8.reversed().prefix { $0 != UInt8(ascii: "\n") }.count
        let isOneLine = lastLine == shown.utf8.count
        let used = lastLine + (isOneLine ? name.utf8.count + 2 : 0)
        let separator = used + address.address.utf8.count + 3 <= Self.lineLength ? " " : "\r\n "
        line(name, raw: "\(shown)\(separator)<\(address.address)>")
    }

    /// Whether the text can stand in a head as it is: what could be folded, trimmed or decoded there cannot.
    private static func isPlain(_ text: String) -> Bool {
        let pairs = zip(text.utf8, text.utf8.dropFirst())
        return text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.hasPrefix(" ") && !text.hasSuffix(" ")
            && pairs.allSatisfy { pair in !["=?", "  "].contains { $0.utf8.elementsEqual([pair.0, pair.1]) } }
    }

    private static func quoted(_ name: String) -> String {
        var quoted = "\""
        for character in name.unicodeScalars {
            if character == "\"" || character == "\\" { quoted += "\\" }
            quoted.unicodeScalars.append(character)
        }
        return quoted + "\""
    }

    /// The text in encoded words (RFC 2047), a line each and no character in two of them.
    private static func words(_ text: String, behind used: Int) -> String {
        var words: [[UInt8]] = [[]]
        var room = bytesPerWord(behind: used)
        for scalar in text.unicodeScalars {
            let encoded = UTF8.encode(scalar).map(Array.init) ?? []
            if words[words.count - 1].count + encoded.count > room {
                words.append([])
                room = bytesPerWord(behind: 1)
            }
            words[words.count - 1] += encoded
        }
        return words.map { "=?UTF-8?B?\(Base64.encode($0))?=" }.joined(separator: "\r\n ")
    }

    private static func bytesPerWord(behind used: Int) -> Int {
        (min(lineLength - used, 75) - wordFrame) / 4 * 3
    }
}
