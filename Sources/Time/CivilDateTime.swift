/// A date and a time of day, as a calendar and a wall clock show them, in no particular time zone.
public struct CivilDateTime: Hashable, Sendable {
    public private(set) var date: CivilDate
    /// The hour, 0 to 23.
    public let hour: Int
    /// The minute, 0 to 59.
    public let minute: Int
    /// The second, 0 to 59: there are no leap seconds.
    public let second: Int
    /// The millisecond, 0 to 999.
    public let millisecond: Int

    /// Creates a date and time; nil for a time of day outside 00:00:00.000 to 23:59:59.999.
    public init?(date: CivilDate, hour: Int, minute: Int, second: Int = 0, millisecond: Int = 0) {
        guard 0...23 ~= hour, 0...59 ~= minute, 0...59 ~= second, 0...999 ~= millisecond else { return nil }
        self.date = date
        self.hour = hour
        self.minute = minute
        self.second = second
        self.millisecond = millisecond
    }

    /// Creates the date and time at an instant, at an offset in seconds ahead of UTC.
    public init(_ instant: Instant, offset: Int) {
        let (seconds, millisecond) = instant.milliseconds.dividedDown(by: 1000)
        let (days, secondOfDay) = seconds.addingSaturated(Int64(offset)).dividedDown(by: 86_400)
        let (minuteOfDay, second) = Int(secondOfDay).quotientAndRemainder(dividingBy: 60)
        date = CivilDate(daysSinceEpoch: Int(days))
        hour = minuteOfDay / 60
        minute = minuteOfDay % 60
        self.second = second
        self.millisecond = Int(millisecond)
    }

    /// Returns the same time of day on another date.
    public func moved(to date: CivilDate) -> CivilDateTime {
        var moved = self
        moved.date = date
        return moved
    }

    /// The number of seconds from 1970-01-01T00:00:00 to this date and time in the same zone, without milliseconds.
    public var secondsSinceEpoch: Int64 {
        Int64(date.daysSinceEpoch) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    }
}

extension CivilDateTime: Comparable {
    public static func < (one: CivilDateTime, other: CivilDateTime) -> Bool {
        guard one.date == other.date else { return one.date < other.date }
        return (one.hour, one.minute, one.second, one.millisecond)
            < (other.hour, other.minute, other.second, other.millisecond)
    }
}

extension Instant {
    /// Creates the instant of a local date and time, at an offset in seconds ahead of UTC.
    public init(_ local: CivilDateTime, offset: Int) {
        let seconds = local.secondsSinceEpoch.subtractingSaturated(Int64(offset))
        let milliseconds = seconds.multipliedSaturated(by: 1000).addingSaturated(Int64(local.millisecond))
        self.init(milliseconds: milliseconds)
    }
}
