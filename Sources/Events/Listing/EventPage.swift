/// Some of the events that match a search, and where the next ones begin.
public struct EventPage: Equatable, Sendable {
    /// The events, by their starts.
    public let events: [ListedEvent]
    /// The cursor of the next events; nil if there are no more.
    public let next: String?
    /// The number of events that the next page is still to skip.
    let skipsLeft: Int
}
