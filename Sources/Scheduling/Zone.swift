public import Time

/// A time zone of the IANA database, with its local time at any moment.
///
/// Moments before the first transition of a zone have its first local time type, which is local mean time; moments
/// after the last one follow the rule at the end of the zone's file, however far away.
public struct Zone: Equatable, Sendable {
    /// The IANA name, such as `America/Chicago`.
    public let name: String

    let file: TZifFile

    /// Reads the bytes of a TZif file.
    ///
    /// - Throws: `SchedulingError.damagedZone` if they are not valid.
    public init(name: String, bytes: [UInt8]) throws(SchedulingError) {
        do throws(TZifError) {
            self.name = name
            file = try TZifFile(bytes)
        } catch {
            throw .damagedZone(name, detail: error.detail)
        }
    }

    /// Returns the seconds that local time is ahead of UTC, negative in the west.
    public func offset(at instant: Instant) -> Int {
        Int(period(at: instant.seconds).type.offset)
    }

    /// Returns the abbreviation of local time at that moment, such as `CDT` or `+0545`.
    public func abbreviation(at instant: Instant) -> String {
        period(at: instant.seconds).type.abbreviation
    }

    /// Returns whether the zone's law calls its time daylight saving: in Dublin, that is winter time, an hour back.
    public func isDaylightSaving(at instant: Instant) -> Bool {
        period(at: instant.seconds).type.isDaylightSaving
    }

    /// Returns the local date and time at that moment.
    public func civil(at instant: Instant) -> CivilDateTime {
        CivilDateTime(instant, offset: offset(at: instant))
    }

    /// Returns the moment with that local date and time.
    ///
    /// A local time skipped by the clocks is read with the offset before the gap, which shifts it forward by the gap:
    /// 02:30 becomes 03:30, and a skipped day becomes the next one. Of two moments with the same local time, where the
    /// clocks were put back, the earlier is returned.
    public func instant(of local: CivilDateTime) -> Instant {
        Instant(local, offset: Int(offset(ofWall: local.secondsSinceEpoch)))
    }
}

extension Zone {
    /// Returns the changes of the clocks from one moment up to another, in order, at most until the year 9999.
    ///
    /// A transition that changes nothing is left out. A rule without end has two changes a year: ask only for the years
    /// that are needed.
    public func transitions(from start: Instant, to end: Instant) -> [ZoneTransition] {
        ZoneTransition.all(from: start, to: min(end, Instant(seconds: 253_402_300_800)), period)
    }

    /// Returns the offset for converting a local time, in seconds since 1970.
    private func offset(ofWall wall: Int64) -> Int64 {
        // Only the periods within any offset of the local time can matter, and it lies between a period that it is too
        // late for and one that it is too early for.
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

    /// Returns the period that contains the second, counted from 1970.
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

    /// Returns the number of ascending times up to and including that second.
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
