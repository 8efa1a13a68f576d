import Bytes

/// The sender or recipient of a mail.
public struct MailAddress: Hashable, Sendable {
    /// The length at which a name is cut off: anything longer is not a name.
    private static let longestName = 200

    /// The person's name, of at most 200 characters; empty for an address alone.
    public let name: String
    /// The address, `local-part@domain`.
    public let address: String

    /// Creates an address with any name.
    ///
    /// - Throws: `MailError.invalidAddress` for an address that not every mail server accepts, or that could be read as
    ///   two: the part before the `@` must be words of ASCII letters, digits and ``!#$%&'*+-/=?^_`{|}~`` joined by
    ///   dots, the part after it a host name, with other scripts in their ASCII form (`xn--…`).
    public init(name: String = "", _ address: String) throws(MailError) {
        guard MailboxSyntax.isAddress(address) else { throw .invalidAddress }
        self.name = String(PlainText.line(name).unicodeScalars.prefix(Self.longestName))
        self.address = address
    }

    /// Reads `Name <address>` or an address alone.
    ///
    /// - Throws: `MailError.invalidAddress`, as `init(name:_:)` does.
    public init(text: String) throws(MailError) {
        guard text.hasSuffix(">"), let open = text.lastIndex(of: "<") else {
            try self.init(text)
            return
        }
        let name = text[..<open].drop { $0 == " " || $0 == "\"" }
        let end = name.lastIndex { $0 != " " && $0 != "\"" }.map(name.index(after:)) ?? name.startIndex
        try self.init(name: String(name[..<end]), String(text[text.index(after: open)...].dropLast()))
    }

    /// The part after the `@`.
    public var domain: Substring {
        address.split(separator: "@").last ?? ""
    }
}
