/// A day of the week, numbered from Sunday.
public enum Weekday: Int, CaseIterable, Sendable {
    case sunday = 0
    case monday, tuesday, wednesday, thursday, friday, saturday

    /// Creates the weekday of the date that many days after 1970-01-01, which was a Thursday.
    public init(daysSinceEpoch days: Int) {
        let number = Int64(days).dividedDown(by: 7).remainder
        self = Weekday(rawValue: Int((number + 4) % 7)) ?? .sunday
    }

    /// Returns the number of days from this weekday to the next such other one: 0 to 6.
    public func days(until other: Weekday) -> Int {
        (other.rawValue - rawValue + 7) % 7
    }
}
