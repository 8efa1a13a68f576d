public import Time

/// A moment at which a zone changes how it keeps its clocks.
public struct ZoneTransition: Hashable, Sendable {
    /// The first moment of the new way.
    public let instant: Instant
    /// Seconds ahead of UTC up to the moment.
    public let offsetBefore: Int
    /// Seconds ahead of UTC from the moment on.
    public let offsetAfter: Int
    /// The short name of the time from the moment on.
    public let abbreviation: String
    /// Whether the time from the moment on is daylight saving.
    public let isDaylightSaving: Bool

    init(at second: Int64, from before: LocalTimeType, to after: LocalTimeType) {
        instant = Instant(seconds: second)
        offsetBefore = Int(before.offset)
        offsetAfter = Int(after.offset)
        abbreviation = after.abbreviation
        isDaylightSaving = after.isDaylightSaving
    }

    /// All there are from one moment up to another, where `period` tells what is in force at a second, and until when.
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
