public import Time

/// A time zone of the IANA database: which time its clocks show at any moment.
///
/// Moments before the first transition of a zone have its first local time type, which is local mean time; moments
/// after the last one follow the rule at the end of the zone's file, however far away.
public struct Zone: Equatable, Sendable {
    /// The IANA name, such as `America/Chicago`.
    public let name: String

    let file: TZifFile

    /// Reads the bytes of a TZif file; throws `SchedulingError.damagedZone` for bytes that are none.
    public init(name: String, bytes: [UInt8]) throws(SchedulingError) {
        do throws(TZifError) {
            self.name = name
            file = try TZifFile(bytes)
        } catch {
            throw .damagedZone(name, detail: error.detail)
        }
    }

    /// Seconds that the clocks are ahead of UTC, negative in the west.
    public func offset(at instant: Instant) -> Int {
        Int(period(at: instant.seconds).type.offset)
    }

    /// The short name of the time that the clocks show, such as `CDT` or `+0545`.
    public func abbreviation(at instant: Instant) -> String {
        period(at: instant.seconds).type.abbreviation
    }

    /// Whether the zone's own law calls its time daylight saving: in Dublin, that is winter time, an hour back.
    public func isDaylightSaving(at instant: Instant) -> Bool {
        period(at: instant.seconds).type.isDaylightSaving
    }

    /// What calendar and clock show at that moment.
    public func civil(at instant: Instant) -> CivilDateTime {
        CivilDateTime(instant, offset: offset(at: instant))
    }

    /// The moment at which calendar and clock show that.
    ///
    /// Where they never do, because they were put forward over it, it is read with the offset from before, which
    /// shifts it forward by the gap: 02:30 becomes 03:30, and a day that was left out becomes the next one. Where
    /// they do twice, because they were put back, it is the earlier moment.
    public func instant(of local: CivilDateTime) -> Instant {
        Instant(local, offset: Int(offset(ofWall: local.secondsSinceEpoch)))
    }
}

extension Zone {
    /// The changes of the clocks from one moment up to another, in order; the year 9999 ends them.
    ///
    /// A transition that changes nothing is left out. A rule that goes on has two changes a year: ask for the
    /// years that are needed.
    public func transitions(from start: Instant, to end: Instant) -> [ZoneTransition] {
        ZoneTransition.all(from: start, to: min(end, Instant(seconds: 253_402_300_800)), period)
    }

    /// The offset with which to read seconds since 1970 on the zone's wall.
    private func offset(ofWall wall: Int64) -> Int64 {
        // Only the periods around what any offset could make of the wall time can matter, and it lies between a
        // period that it is too late for and one that it is too early for.
        var before = period(at: wall - LocalTimeType.offsets.upperBound)
        var gapOffset: Int64?
        while true {
            let second = wall - before.type.offset
            if before.contains(second) { return before.type.offset }
            guard before.end <= wall - LocalTimeType.offsets.lowerBound else { break }
            let after = period(at: before.end)
            if gapOffset == nil, second >= before.end, wall - after.type.offset < before.end {
                gapOffset = before.type.offset
            }
            before = after
        }
        return gapOffset ?? before.type.offset
    }

    /// The period that holds at that second since 1970.
    private func period(at second: Int64) -> Period {
        let times = file.transitionTimes
        let next = Self.countUpTo(second, in: times)
        let start = next > 0 ? times[next - 1] : .min
        if next == times.count, let footer = file.footer {
            let period = footer.period(at: second)
            return Period(start: max(start, period.start), end: period.end, type: period.type)
        }
        let end = next < times.count ? times[next] : .max
        let type = next > 0 ? Int(file.transitionTypes[next - 1]) : 0
        return Period(start: start, end: end, type: file.types[type])
    }

    /// How many of the ascending times are not later than that second.
    private static func countUpTo(_ second: Int64, in times: [Int64]) -> Int {
        var low = 0
        var high = times.count
        while low < high {
            let middle = (low + high) / 2
            if times[middle] <= second {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}
