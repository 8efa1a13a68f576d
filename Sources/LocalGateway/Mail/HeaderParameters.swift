/// A header such as `text/plain; charset="utf-8"`: a word followed by parameters (RFC 2045, section 5.1).
struct HeaderParameters: Equatable {
    /// The word in lower case.
    let word: String
    private let parameters: [String: String]

    init(_ text: String) {
        var pieces = Self.pieces(text)
        word = pieces.removeFirst().trimmed.lowercased()
        var parameters: [String: String] = [:]
        for piece in pieces {
            let parts = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            let name = parts[0].trimmed.lowercased()
            if parameters[name] == nil { parameters[name] = Self.unquoted(parts[1].trimmed) }
        }
        self.parameters = parameters
    }

    /// The parameter with that name, which must be in lower case.
    subscript(name: String) -> String? { parameters[name] }

    /// Splits at semicolons outside of quotes; returns at least one piece.
    private static func pieces(_ text: String) -> [String] {
        var pieces = [""]
        var isQuoted = false
        var isEscaped = false
        for character in text {
            if character == ";", !isQuoted {
                pieces.append("")
                continue
            }
            if character == "\"", !isEscaped { isQuoted.toggle() }
            isEscaped = character == "\\" && isQuoted && !isEscaped
            pieces[pieces.count - 1].append(character)
        }
        return pieces
    }

    private static func unquoted(_ text: String) -> String {
        guard text.count > 1, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
        var plain = ""
        var isEscaped = false
        for character in text.dropFirst().dropLast() {
            isEscaped = character == "\\" && !isEscaped
            if !isEscaped { plain.append(character) }
        }
        return plain
    }
}

extension StringProtocol {
    /// The text without leading and trailing blanks.
    fileprivate var trimmed: String {
        let front = drop { $0 == " " || $0 == "\t" }
        return String(front.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}
