/// Some of the events that were looked for, and where the next ones begin.
public struct EventPage: Equatable, Sendable {
    /// The events, those that begin first in front.
    public let events: [ListedEvent]
    /// The cursor of what comes behind; nil when that is nothing.
    public let next: String?
    /// How many events the next page is still to skip.
    let skipsLeft: Int
}
