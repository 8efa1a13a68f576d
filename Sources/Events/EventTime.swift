public import Time

/// A day or a moment, with hours of the clock where they are known, in the zone where the event takes place.
public struct EventTime: Equatable, Sendable {
    /// The day, or the moment.
    public enum Date: Equatable, Sendable {
        case day(CivilDate)
        /// A moment, with the offset from UTC that it is shown with.
        case moment(Instant, offset: Int)
    }

    /// The day, or the moment.
    public let date: Date
    /// The start on that day, in minutes since midnight; nil if it was not given.
    public let start: Int?
    /// The end, in minutes since midnight: one that is not later than the start is on the day after.
    public let end: Int?
    /// The IANA zone of its clock.
    public let zone: String
    /// The moment by which events are sorted: for a day without hours, its first moment in the zone.
    public let startsAt: Instant

    /// Creates a time of these parts, which have to fit each other.
    public init(date: Date, start: Int?, end: Int?, zone: String, startsAt: Instant) {
        self.date = date
        self.start = start
        self.end = end
        self.zone = zone
        self.startsAt = startsAt
    }
}
