public import Time

/// When an event is: a day or a moment, with hours of the clock where they are known, in the zone where it takes place.
public struct EventTime: Equatable, Sendable {
    /// The day, or the moment.
    public enum Date: Equatable, Sendable {
        case day(CivilDate)
        /// With the offset from UTC that it is shown with.
        case moment(Instant, offset: Int)
    }

    /// The day, or the moment.
    public let date: Date
    /// When it begins that day, in minutes since midnight; nil where nobody said so.
    public let start: Int?
    /// When it ends, in minutes since midnight: not later than it begins is the day after.
    public let end: Int?
    /// The IANA zone of its clock.
    public let zone: String
    /// When it begins, for whoever sorts events: of a day without hours, its first moment in the zone.
    public let startsAt: Instant

    /// A time of these parts, which have to fit each other.
    public init(date: Date, start: Int?, end: Int?, zone: String, startsAt: Instant) {
        self.date = date
        self.start = start
        self.end = end
        self.zone = zone
        self.startsAt = startsAt
    }
}
