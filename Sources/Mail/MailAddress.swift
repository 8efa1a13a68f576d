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
        guard Self.isAddress(address) else { throw .invalidAddress }
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

    private static func isAddress(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count <= 254, let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return false }
        let (local, domain) = (bytes[..<at], bytes[(at + 1)...])
        return local.count <= 64 && local.isSeparated { !$0.isEmpty && $0.allSatisfy(\.isAtomText) }
            && domain.isSeparated(isLabel)
    }

    private static func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
        1...63 ~= label.count && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
            && label.allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: "-") }
    }
}

extension ArraySlice<UInt8> {
    /// Whether all parts between dots are of that kind.
    fileprivate func isSeparated(_ isPart: (ArraySlice<UInt8>) -> Bool) -> Bool {
        split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy(isPart)
    }
}

extension UInt8 {
    var isLetterOrDigit: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    fileprivate var isAtomText: Bool {
        isLetterOrDigit || "!#$%&'*+-/=?^_`{|}~".utf8.contains(self)
    }
}
