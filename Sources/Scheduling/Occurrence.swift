public import Time

/// One session of something that recurs: from its start up to its end, at which it is over.
public struct Occurrence: Hashable, Sendable {
    /// The first moment of the session.
    public let start: Instant
    /// The first moment after the session.
    public let end: Instant

    /// The session that starts then and lasts that many minutes of elapsed time; none or fewer end it at its start.
    public init(start: Instant, lasting minutes: Int) {
        self.start = start
        end = start.adding(minutes: max(minutes, 0))
    }

    /// The session from one moment up to another, which ends at its start where it would end before.
    public init(start: Instant, end: Instant) {
        self.start = start
        self.end = max(start, end)
    }

    /// Whether the session is running at that moment.
    public func contains(_ instant: Instant) -> Bool {
        start <= instant && instant < end
    }
}
