public import Time

/// A change of a zone's clocks.
public struct ZoneTransition: Hashable, Sendable {
    /// The first moment after the change.
    public let instant: Instant
    /// The seconds ahead of UTC before the change.
    public let offsetBefore: Int
    /// The seconds ahead of UTC after the change.
    public let offsetAfter: Int
    /// The abbreviation of local time after the change.
    public let abbreviation: String
    /// Whether the time after the change is daylight saving.
    public let isDaylightSaving: Bool

    init(at second: Int64, from before: LocalTimeType, to after: LocalTimeType) {
        instant = Instant(seconds: second)
        offsetBefore = Int(before.offset)
        offsetAfter = Int(after.offset)
        abbreviation = after.abbreviation
        isDaylightSaving = after.isDaylightSaving
    }

    /// Returns all transitions from one moment up to another, where `period` returns the period that contains a second.
    static func all(from start: Instant, to end: Instant, _ period: (Int64) -> Period) -> [ZoneTransition] {
        var found: [ZoneTransition] = []
        var before = period(start.adding(milliseconds: -1).seconds)
        while Instant(seconds: before.end) < end {
            let after = period(before.end)
            if after.type != before.type {
                found.append(ZoneTransition(at: before.end, from: before.type, to: after.type))
            }
            before = after
        }
        return found
    }
}
