import Storage
public import Time

/// An event's id, by the rules of `ChosenID`.
public struct EventID: Hashable, Sendable, CustomStringConvertible {
    /// The id itself.
    public let text: String

    /// Nil for a text that is no id.
    public init?(_ text: String) {
        guard ChosenID.isOne(text) else { return nil }
        self.text = text
    }

    /// The id of an event that nobody named.
    public init(_ id: UUIDv7) {
        text = id.description
    }

    /// The id itself.
    public var description: String { text }
}
