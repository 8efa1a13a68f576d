import Bytes

/// Someone who mail comes from or goes to.
public struct MailAddress: Hashable, Sendable {
    /// Of a longer name, what is beyond is no name.
    private static let longestName = 200

    /// What they are called, in 200 characters at most; empty for an address alone.
    public let name: String
    /// `local-part@domain`.
    public let address: String

    /// An address with whatever name.
    ///
    /// Throws `MailError.invalidAddress` for an address that not every mail server takes, or that could be read as two:
    /// the part before the `@` must be words of ASCII letters, digits and ``!#$%&'*+-/=?^_`{|}~`` between dots, the
    /// part behind it a host name, other scripts in their ASCII form (`xn--…`).
    public init(name: String = "", _ address: String) throws(MailError) {
        guard MailboxSyntax.isAddress(address) else { throw .invalidAddress }
        self.name = String(PlainText.line(name).unicodeScalars.prefix(Self.longestName))
        self.address = address
    }

    /// Reads `Name <address>` or an address alone; throws as `init(name:_:)` does.
    public init(text: String) throws(MailError) {
        guard text.hasSuffix(">"), let open = text.lastIndex(of: "<") else {
            try self.init(text)
            return
        }
        let name = text[..<open].drop { $0 == " " || $0 == "\"" }
        let end = name.lastIndex { $0 != " " && $0 != "\"" }.map(name.index(after:)) ?? name.startIndex
        try self.init(name: String(name[..<end]), String(text[text.index(after: open)...].dropLast()))
    }

    /// What stands behind the `@`.
    public var domain: Substring {
        address.split(separator: "@").last ?? ""
    }
}
