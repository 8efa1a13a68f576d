/// The syntax of mail addresses.
public enum MailboxSyntax {
    private static let longest = 254
    private static let longestLocalPart = 64
    private static let longestLabel = 63

    /// Returns whether every mail server accepts the text as one address that can't be read as two.
    ///
    /// The part before the `@` must be words of ASCII letters, digits and ``!#$%&'*+-/=?^_`{|}~`` joined by dots; the
    /// part after it must be a host name, with other scripts in their ASCII form (`xn--…`).
    public static func isAddress(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            guard bytes.count <= longest, let at = bytes.lastIndex(of: UInt8(ascii: "@")), at <= longestLocalPart
            else { return false }
            return isDotted(bytes[..<at], longest: longestLocalPart, isAtomText)
                && isDotted(bytes[(at + 1)...], longest: longestLabel, isLabelText)
                && !hasHyphenAtEdge(bytes[(at + 1)...])
        }
    }

    private static func isDotted(
        _ text: Slice<UnsafeBufferPointer<UInt8>>, longest: Int, _ isAllowed: (UInt8) -> Bool
    ) -> Bool {
        var length = 0
        for byte in text {
            if byte == UInt8(ascii: ".") {
                guard length > 0 else { return false }
                length = 0
            } else {
                length += 1
                guard length <= longest, isAllowed(byte) else { return false }
            }
        }
        return length > 0
    }

    private static func hasHyphenAtEdge(_ host: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        var before = UInt8(ascii: ".")
        for byte in host {
            let isEdge = before == UInt8(ascii: ".") || byte == UInt8(ascii: ".")
            if isEdge, before == UInt8(ascii: "-") || byte == UInt8(ascii: "-") { return true }
            before = byte
        }
        return before == UInt8(ascii: "-")
    }

    private static func isLabelText(_ byte: UInt8) -> Bool {
        byte.isASCIILetterOrDigit || byte == UInt8(ascii: "-")
    }

    private static func isAtomText(_ byte: UInt8) -> Bool {
        byte.isASCIILetterOrDigit || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }
}
