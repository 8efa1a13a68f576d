import Platform
import Time

extension EventTime.Date {
    /// The text that callers read: `2024-12-15`, or a moment with its offset, `2024-12-15T18:00:00Z`.
    public var text: String {
        switch self {
        case .day(let day):
            return day.iso8601
        case .moment(let instant, let offset):
            let local = CivilDateTime(instant, offset: offset).iso8601
            guard offset != 0 else { return local + "Z" }
            let minutes = abs(offset) / 60
            return local + (offset < 0 ? "-" : "+") + EventTime.clock(minutes)
        }
    }

    /// Reads what `text` writes.
    init?(_ text: String) {
        switch GivenDate(ofAnyYear: text) {
        case .day(let day): self = .day(day)
        case .moment(let instant, let offset): self = .moment(instant, offset: offset)
        case .local, nil: return nil
        }
    }
}

extension EventTime {
    /// Returns minutes since midnight as the clock shows them: `09:30`.
    static func clock(_ minutes: Int) -> String {
        "\(twoDigits(minutes / 60)):\(twoDigits(minutes % 60))"
    }

    /// Reads `09:30` as minutes since midnight; nil for anything else.
    static func minutes(_ text: String) -> Int? {
        let digits = text.utf8.map { Int($0) - 0x30 }
        guard digits.count == 5, digits[2] == 10, [0, 1, 3, 4].allSatisfy({ 0...9 ~= digits[$0] }) else { return nil }
        let (hour, minute) = (digits[0] * 10 + digits[1], digits[3] * 10 + digits[4])
        return hour < 24 && minute < 60 ? hour * 60 + minute : nil
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}

/// A date as a caller gives it: a time without an offset is the clock's in the event's zone.
enum GivenDate: Equatable {
    case day(CivilDate)
    case local(CivilDateTime)
    /// A moment, with the offset from UTC that it came with.
    case moment(Instant, offset: Int)

    /// Reads `2024-12-15`, `2024-12-15T18:00` or `2024-12-15T18:00:00+01:00`, in years that all zones are known for.
    init?(_ text: String) {
        self.init(ofAnyYear: text)
        guard 1970...9998 ~= year else { return nil }
    }

    /// Reads the same in years beyond, too.
    ///
    /// Where a clock shows the first or the last hours of the known years, it may be another year in UTC.
    init?(ofAnyYear text: String) {
        if let day = CivilDate(iso8601: text) {
            self = .day(day)
        } else if let local = CivilDateTime(iso8601: text) {
            self = .local(local)
        } else if let instant = Instant(iso8601: text) {
            let isUTC = text.utf8.last.map { $0 | 0x20 } == UInt8(ascii: "z")
            let local = CivilDateTime(iso8601: String(text.dropLast(isUTC ? 1 : 6)))
            self = .moment(instant, offset: local.map { Int($0.secondsSinceEpoch - instant.seconds) } ?? 0)
        } else {
            return nil
        }
    }

    /// A Boolean value that is true if it includes a time of the clock.
    var hasHour: Bool {
        if case .day = self { false } else { true }
    }

    /// Returns which of the hours beside it does not fit; nil if both do.
    func mismatch(hasStart: Bool, hasEnd: Bool) -> Problem.Detail? {
        if hasHour, hasStart {
            return Problem.Detail(field: "startTime", problem: "goes with a date that has no time of its own")
        }
        return hasHour || hasStart || !hasEnd ? nil : Problem.Detail(field: "endTime", problem: "goes with a startTime")
    }

    /// The year as it is written.
    private var year: Int {
        switch self {
        case .day(let day): day.year
        case .local(let local): local.date.year
        case .moment(let instant, let offset): CivilDateTime(instant, offset: offset).date.year
        }
    }
}
