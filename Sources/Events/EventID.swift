import Storage
public import Time

/// An event's id, by the rules of `ChosenID`.
public struct EventID: Hashable, Sendable, CustomStringConvertible {
    /// The id's text.
    public let text: String

    /// Creates an id; nil if the text is not one.
    public init?(_ text: String) {
        guard ChosenID.isOne(text) else { return nil }
        self.text = text
    }

    /// Creates an id for an event that was given none.
    public init(_ id: UUIDv7) {
        text = id.description
    }

    /// The id's text.
    public var description: String { text }
}
