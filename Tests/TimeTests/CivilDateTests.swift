import Testing
import Time

@Suite("A civil date")
struct CivilDateTests {
    /// Returns the next day, without counting days.
    static func dayAfter(_ date: CivilDate) -> CivilDate? {
        CivilDate(year: date.year, month: date.month, day: date.day + 1)
            ?? CivilDate(year: date.year, month: date.month + 1, day: 1)
            ?? CivilDate(year: date.year + 1, month: 1, day: 1)
    }

    @Test("counts on day by day through 900 years, leap years and weekdays included")
    func countsOn() throws {
        var date = try #require(CivilDate(year: -250, month: 1, day: 1))
        var days = date.daysSinceEpoch
        var weekday = date.weekday.rawValue
        while date.year < 650 {
            date = try #require(Self.dayAfter(date))
            days += 1
            weekday = (weekday + 1) % 7
            guard date.daysSinceEpoch == days, CivilDate(daysSinceEpoch: days) == date,
                date.weekday.rawValue == weekday
            else {
                Issue.record("\(date) is not day \(days) or not weekday \(weekday)")
                return
            }
        }
    }

    @Test(
        "has the known number of days since 1970 and the known weekday",
        arguments: [
            ("1970-01-01", 0, Weekday.thursday), ("1969-12-31", -1, .wednesday), ("2000-02-29", 11_016, .tuesday),
            ("2026-11-21", 20_778, .saturday), ("1900-03-01", -25_508, .thursday), ("0001-01-01", -719_162, .monday),
            ("9999-12-31", 2_932_896, .friday), ("2026-03-08", 20_520, .sunday),
        ])
    func known(text: String, days: Int, weekday: Weekday) throws {
        let date = try #require(CivilDate(iso8601: text))
        #expect(date.daysSinceEpoch == days)
        #expect(date.weekday == weekday)
        #expect(CivilDate(daysSinceEpoch: days).iso8601 == text)
    }

    @Test("moves by days across months and years")
    func moves() throws {
        let date = try #require(CivilDate(year: 2024, month: 2, day: 28))
        #expect(date.adding(days: 2).iso8601 == "2024-03-01")
        #expect(date.adding(days: -59).iso8601 == "2023-12-31")
        #expect(date.adding(days: 366).iso8601 == "2025-02-28")
    }

    @Test("stops at the ends of its years instead of trapping")
    func saturates() {
        #expect(CivilDate(daysSinceEpoch: .max).iso8601 == "+300000000-12-31")
        #expect(CivilDate(daysSinceEpoch: .min).iso8601 == "-300000000-01-01")
        #expect(CivilDate(daysSinceEpoch: 0).adding(days: .min).year == -300_000_000)
        #expect(CivilDate(daysSinceEpoch: -1).adding(days: .min).year == -300_000_000)
        #expect(CivilDate(year: 300_000_001, month: 1, day: 1) == nil)
        #expect(CivilDate(year: .min, month: .max, day: .max) == nil)
    }

    @Test(
        "is refused when the calendar lacks it or the text has another shape",
        arguments: [
            "", "2026-02-29", "2026-11-31", "2026-00-01", "2026-01-00", "0000-01-01", "2026-1-01", "2026-11-21T",
            "2026/11/21", "20261121", "2026-11-21 ", "-2026-11-21", "+2026-11-21", "2026-11-2\u{0661}",
        ])
    func refuses(text: String) {
        #expect(CivilDate(iso8601: text) == nil)
    }

    @Test("sorts by the calendar")
    func sorts() {
        let texts = ["2025-12-31", "2026-01-30", "2026-02-01", "2026-02-02", "2027-01-01"]
        #expect(texts.reversed().compactMap(CivilDate.init(iso8601:)).sorted().map(\.iso8601) == texts)
    }

    @Test("tells how many days lie between two weekdays", arguments: Weekday.allCases)
    func daysUntil(weekday: Weekday) {
        let date = CivilDate(daysSinceEpoch: 20_000)
        #expect(date.adding(days: date.weekday.days(until: weekday)).weekday == weekday)
        #expect(0...6 ~= date.weekday.days(until: weekday))
    }
}

@Suite("A civil date and time")
struct CivilDateTimeTests {
    @Test(
        "is read and written without an offset",
        arguments: [
            ("2026-11-21T10:00", "2026-11-21T10:00:00"), ("2026-11-21T10:00:05", "2026-11-21T10:00:05"),
            ("2026-11-21t23:59:59.99999", "2026-11-21T23:59:59.999"),
            ("0001-01-01T00:00:00.000", "0001-01-01T00:00:00"),
        ])
    func text(read: String, written: String) {
        #expect(CivilDateTime(iso8601: read)?.iso8601 == written)
    }

    @Test(
        "is refused with an offset, without a time and for a time no clock shows",
        arguments: [
            "2026-11-21T10:00:00Z", "2026-11-21T10:00:00-06:00", "2026-11-21", "2026-11-21T24:00", "2026-11-21T10:60",
            "2026-11-21T10:00:60", "2026-11-21T10:00:00.", "2026-11-21T10", "2026-02-30T10:00", "",
        ])
    func refuses(text: String) {
        #expect(CivilDateTime(iso8601: text) == nil)
    }

    @Test(
        "is refused for numbers that no clock shows",
        arguments: [(24, 0, 0, 0), (0, 60, 0, 0), (0, 0, 60, 0), (0, 0, 0, 1000), (-1, 0, 0, 0)])
    func refuses(hour: Int, minute: Int, second: Int, millisecond: Int) {
        let date = CivilDate(daysSinceEpoch: 0)
        let time = CivilDateTime(date: date, hour: hour, minute: minute, second: second, millisecond: millisecond)
        #expect(time == nil)
    }

    @Test(
        "follows from a moment and an offset, and leads back to it",
        arguments: [
            (1_795_230_245_678, -21_600, "2026-11-20T21:04:05.678"), (-1, 0, "1969-12-31T23:59:59.999"),
            (0, 20_700, "1970-01-01T05:45:00"), (0, -1, "1969-12-31T23:59:59"),
        ])
    func offset(milliseconds: Int64, offset: Int, text: String) {
        let moment = Instant(milliseconds: milliseconds)
        let local = CivilDateTime(moment, offset: offset)
        #expect(local.iso8601 == text)
        #expect(Instant(local, offset: offset) == moment)
    }

    @Test("keeps its time when it moves to another date")
    func moves() throws {
        let local = try #require(CivilDateTime(iso8601: "2026-11-21T10:20:30.405"))
        let date = try #require(CivilDate(iso8601: "2024-02-29"))
        #expect(local.moved(to: date).iso8601 == "2024-02-29T10:20:30.405")
    }

    @Test("does not trap at the ends of any range")
    func saturates() {
        #expect(CivilDateTime(Instant(milliseconds: .max), offset: .max).date.year == 300_000_000)
        let last = CivilDateTime(date: CivilDate(daysSinceEpoch: .max), hour: 23, minute: 59)
        #expect(last.map { Instant($0, offset: .min) } == Instant(milliseconds: .max))
    }

    @Test("sorts by date, then by time")
    func sorts() {
        let texts = [
            "2026-11-20T23:59:59.999", "2026-11-21T00:00:00", "2026-11-21T00:00:00.001", "2026-11-21T01:00:00",
        ]
        #expect(texts.reversed().compactMap(CivilDateTime.init(iso8601:)).sorted().map(\.iso8601) == texts)
    }
}
