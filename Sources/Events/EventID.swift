public import Time

/// An event's id: 1 to 128 letters, digits, dots, dashes and underscores, but neither `.` nor `..`, which mean another
/// place in a path.
public struct EventID: Hashable, Sendable, CustomStringConvertible {
    /// The id itself.
    public let text: String

    /// Nil for a text that is no id.
    public init?(_ text: String) {
        guard (1...128).contains(text.utf8.count), text.utf8.allSatisfy(Self.isAllowed), text != ".", text != ".."
        else { return nil }
        self.text = text
    }

    /// The id of an event that nobody named.
    public init(_ id: UUIDv7) {
        text = id.description
    }

    /// The id itself.
    public var description: String { text }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
