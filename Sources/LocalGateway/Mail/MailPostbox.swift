/// An address that the service accepts: `ada@example.com`, also preceded by a name.
struct MailPostbox: Equatable {
    private static let longest = 320

    /// The address without the name.
    let address: String

    /// Throws the service's error, which names the field that the text came from.
    init(_ text: String, in field: String) throws(SESFailure) {
        address = Self.address(in: text)
        guard address.utf8.count <= Self.longest, address.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else {
            throw .badRequest("\(field): an address is at most \(Self.longest) characters of ASCII without blanks")
        }
        guard let at = address.lastIndex(of: "@"), at != address.startIndex, address[at...].utf8.count > 1 else {
            throw .badRequest("\(field): Missing final '@domain'")
        }
        guard !address.utf8.contains(where: { "<>,;:()".utf8.contains($0) }), address[..<at].firstIndex(of: "@") == nil
        else { throw .badRequest("\(field): Illegal address") }
    }

    var localPart: Substring { address.prefix { $0 != "@" } }
    var domain: Substring { address.drop { $0 != "@" }.dropFirst() }

    /// Returns all addresses of a header such as `To`.
    static func all(_ header: String, in field: String) throws(SESFailure) -> [MailPostbox] {
        var postboxes: [MailPostbox] = []
        for text in pieces(header) where text.contains(where: { !$0.isWhitespace }) {
            postboxes.append(try MailPostbox(text, in: field))
        }
        return postboxes
    }

    private static func address(in text: String) -> String {
        let inner = text.last { !$0.isWhitespace } == ">" ? text.lastIndex(of: "<") : nil
        guard let inner else { return String(text.drop(while: \.isWhitespace).trimmingEnd) }
        return String(text[text.index(after: inner)...].prefix { $0 != ">" })
    }

    /// Splits at commas outside of quotes.
    private static func pieces(_ header: String) -> [String] {
        var pieces = [""]
        var isQuoted = false
        for character in header {
            if character == "\"" { isQuoted.toggle() }
            if character == ",", !isQuoted { pieces.append("") } else { pieces[pieces.count - 1].append(character) }
        }
        return pieces
    }
}

extension Substring {
    fileprivate var trimmingEnd: Substring {
        lastIndex { !$0.isWhitespace }.map { self[...$0] } ?? ""
    }
}
