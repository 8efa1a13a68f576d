public import Time

/// One session of a recurring event, including its start and excluding its end.
public struct Occurrence: Hashable, Sendable {
    /// The first moment of the session.
    public let start: Instant
    /// The first moment after the session.
    public let end: Instant

    /// Creates a session from its start and its length in minutes of elapsed time; zero or less makes it end at its
    /// start.
    public init(start: Instant, lasting minutes: Int) {
        self.start = start
        end = start.adding(minutes: max(minutes, 0))
    }

    /// Creates a session from one moment up to another; it ends at its start if the end is earlier.
    public init(start: Instant, end: Instant) {
        self.start = start
        self.end = max(start, end)
    }

    /// Returns whether the session is running at that moment.
    public func contains(_ instant: Instant) -> Bool {
        start <= instant && instant < end
    }
}
