import Scheduling
import Testing
import Time

@Suite("Something that recurs every week")
struct RecurrenceTests {
    /// Returns the usual meetup, on Saturdays at 10:00 in Chicago.
    static func saturdays() throws -> Recurrence {
        try Recurrence(dayOfWeek: 6, hour: 10, minute: 0, zone: zone("America/Chicago"))
    }

    static func next(_ day: Int, _ hour: Int, _ minute: Int, _ name: String, after text: String) throws -> String {
        let zone = try zone(name)
        let recurrence = try Recurrence(dayOfWeek: day, hour: hour, minute: minute, zone: zone)
        return zone.text(of: recurrence.nextOccurrence(after: try moment(text)))
    }

    @Test(
        "on Saturdays at 10:00 in Chicago comes next",
        arguments: [
            ("on the Saturday ahead", "2026-11-25T12:00:00-06:00", "2026-11-28T10:00:00.000-06:00"),
            ("the same day, in the morning", "2026-11-28T09:59:59.999-06:00", "2026-11-28T10:00:00.000-06:00"),
            ("a week later, at exactly the start", "2026-11-28T10:00:00-06:00", "2026-12-05T10:00:00.000-06:00"),
            ("a week later, while it is running", "2026-11-28T10:30:00-06:00", "2026-12-05T10:00:00.000-06:00"),
            ("at 10:00 in summer too", "2026-03-07T10:00:00-06:00", "2026-03-14T10:00:00.000-05:00"),
            ("by the local date: in UTC, Sunday began", "2026-11-21T23:00:00-06:00", "2026-11-28T10:00:00.000-06:00"),
            ("in the far future by the rule", "2099-07-01T00:00:00-05:00", "2099-07-04T10:00:00.000-05:00"),
        ])
    func saturday(when: String, after: String, expected: String) throws {
        #expect(try Self.next(6, 10, 0, "America/Chicago", after: after) == expected, "\(when)")
    }

    @Test(
        "starts at the wall clock's time, shifted by a gap, at the first of two",
        arguments: [
            ("gap", 0, 2, 30, "America/Chicago", "2026-03-07T12:00:00-06:00", "2026-03-08T03:30:00.000-05:00"),
            (
                "after the gap", 0, 3, 30, "America/Chicago", "2026-03-07T12:00:00-06:00",
                "2026-03-08T03:30:00.000-05:00"
            ),
            ("overlap", 0, 1, 30, "America/Chicago", "2026-10-31T12:00:00-05:00", "2026-11-01T01:30:00.000-05:00"),
            (
                "between the two", 0, 1, 30, "America/Chicago", "2026-11-01T01:00:00-06:00",
                "2026-11-08T01:30:00.000-06:00"
            ),
            (
                "half an hour's gap", 0, 2, 15, "Australia/Lord_Howe", "2026-10-03T12:00:00+10:30",
                "2026-10-04T02:45:00.000+11:00"
            ),
            (
                "half an hour's overlap", 0, 1, 45, "Australia/Lord_Howe", "2026-04-04T12:00:00+11:00",
                "2026-04-05T01:45:00.000+11:00"
            ),
            ("Kathmandu", 3, 18, 0, "Asia/Kathmandu", "2026-11-21T00:00:00Z", "2026-11-25T18:00:00.000+05:45"),
            ("the missing day", 5, 10, 0, "Pacific/Apia", "2011-12-29T12:00:00-10:00", "2011-12-31T10:00:00.000+14:00"),
            (
                "from the day after the missing one", 5, 10, 0, "Pacific/Apia", "2011-12-31T05:00:00+14:00",
                "2011-12-31T10:00:00.000+14:00"
            ),
            (
                "after the missing day", 5, 10, 0, "Pacific/Apia", "2011-12-31T10:00:00+14:00",
                "2012-01-06T10:00:00.000+14:00"
            ),
            ("southern summer", 2, 9, 0, "America/Santiago", "2026-12-30T00:00:00Z", "2027-01-05T09:00:00.000-03:00"),
            ("southern winter", 2, 9, 0, "America/Santiago", "2026-06-30T14:00:00Z", "2026-07-07T09:00:00.000-04:00"),
            (
                "southern gap at midnight", 0, 0, 0, "America/Santiago", "2026-09-05T12:00:00-04:00",
                "2026-09-06T01:00:00.000-03:00"
            ),
            (
                "negative daylight saving, gap", 0, 1, 30, "Europe/Dublin", "2026-03-28T12:00:00Z",
                "2026-03-29T02:30:00.000+01:00"
            ),
            (
                "negative daylight saving, overlap", 0, 1, 30, "Europe/Dublin", "2026-10-24T12:00:00Z",
                "2026-10-25T01:30:00.000+01:00"
            ),
            ("Ramadan's gap", 0, 2, 30, "Africa/Casablanca", "2026-03-21T12:00:00Z", "2026-03-22T03:30:00.000+01:00"),
            (
                "Ramadan's overlap", 0, 2, 30, "Africa/Casablanca", "2026-02-14T12:00:00Z",
                "2026-02-15T02:30:00.000+01:00"
            ),
            (
                "far future, gap", 0, 2, 30, "America/Chicago", "2099-03-07T12:00:00-06:00",
                "2099-03-08T03:30:00.000-05:00"
            ),
            (
                "far future, south", 0, 2, 30, "Australia/Sydney", "2099-10-03T12:00:00+10:00",
                "2099-10-04T03:30:00.000+11:00"
            ),
        ] as [(String, Int, Int, Int, String, String, String)])
    func wall(
        what: String, day: Int, hour: Int, minute: Int, zone: String, after: String, expected: String
    ) throws {
        #expect(try Self.next(day, hour, minute, zone, after: after) == expected, "\(what)")
    }

    @Test("on Sunday has the number 0")
    func sunday() throws {
        let recurrence = try Recurrence(dayOfWeek: 0, hour: 0, minute: 0, zone: zone("UTC"))
        #expect(recurrence.weekday == .sunday)
        #expect(
            recurrence.nextOccurrence(after: try moment("2026-11-21T00:00:00Z")).iso8601 == "2026-11-22T00:00:00.000Z")
    }

    @Test(
        "is running from its start up to its end, where it is over",
        arguments: [
            ("2026-11-28T09:59:59.999-06:00", false), ("2026-11-28T10:00:00-06:00", true),
            ("2026-11-28T10:30:00-06:00", true), ("2026-11-28T10:59:59.999-06:00", true),
            ("2026-11-28T11:00:00-06:00", false), ("2026-11-29T10:30:00-06:00", false),
        ])
    func isRunning(now: String, expected: Bool) throws {
        let start = try moment("2026-11-28T10:00:00-06:00")
        let occurrence = try Self.saturdays().currentOccurrence(at: try moment(now), lasting: 60)
        #expect(occurrence == (expected ? Occurrence(start: start, lasting: 60) : nil))
        #expect(occurrence?.end == (expected ? start.adding(minutes: 60) : nil))
    }

    @Test("that starts on Saturday at 23:30 for 90 minutes is running on Sunday at 00:30")
    func crossesMidnight() throws {
        let recurrence = try Recurrence(dayOfWeek: 6, hour: 23, minute: 30, zone: zone("America/Chicago"))
        let occurrence = Occurrence(start: try moment("2026-11-28T23:30:00-06:00"), lasting: 90)
        let sunday = try moment("2026-11-29T00:30:00-06:00")
        #expect(recurrence.currentOccurrence(at: sunday, lasting: 90) == occurrence)
        #expect(recurrence.currentOccurrence(at: sunday.adding(minutes: 30), lasting: 90) == nil)
        #expect(recurrence.nextOccurrence(after: sunday) == occurrence.start.adding(hours: 7 * 24))
    }

    @Test("that started before the clocks went back over midnight is running on the day before")
    func startsTomorrow() throws {
        // In St John's at 00:01 on Sunday it became 23:01 on Saturday again.
        let recurrence = try Recurrence(dayOfWeek: 0, hour: 0, minute: 0, zone: zone("America/St_Johns"))
        let saturday = try moment("2009-10-31T23:30:00-03:30")
        let start = try moment("2009-11-01T00:00:00-02:30")
        #expect(recurrence.currentOccurrence(at: saturday, lasting: 90) == Occurrence(start: start, lasting: 90))
        #expect(recurrence.nextOccurrence(after: saturday) == (try moment("2009-11-08T00:00:00-03:30")))
    }

    @Test("lasts its minutes as elapsed time, over a change of the clocks too")
    func lastsElapsedTime() throws {
        let recurrence = try Recurrence(dayOfWeek: 0, hour: 0, minute: 30, zone: zone("America/Chicago"))
        let occurrence = recurrence.currentOccurrence(at: try moment("2026-11-01T01:29:00-06:00"), lasting: 120)
        #expect(occurrence?.end == (try moment("2026-11-01T01:30:00-06:00")))
    }

    @Test("that lasts a week or longer is the session that started last", arguments: [10_080, 20_000, .max])
    func lastsLonger(minutes: Int) throws {
        let now = try moment("2026-11-28T09:59:59-06:00")
        let start = try moment("2026-11-21T10:00:00-06:00")
        let occurrence = try Self.saturdays().currentOccurrence(at: now, lasting: minutes)
        #expect(occurrence == Occurrence(start: start, lasting: minutes))
    }

    @Test("for no time at all never runs", arguments: [0, -1, .min])
    func lastsNoTime(minutes: Int) throws {
        let start = try moment("2026-11-28T10:00:00-06:00")
        #expect(try Self.saturdays().currentOccurrence(at: start, lasting: minutes) == nil)
    }

    @Test(
        "outside the week's days, the day's hours or the hour's minutes is refused by name",
        arguments: [
            (-1, 0, 0, "dayOfWeek: must be from 0 (Sunday) to 6 (Saturday)"),
            (7, 0, 0, "dayOfWeek: must be from 0 (Sunday) to 6 (Saturday)"),
            (0, -1, 0, "hour: must be from 0 to 23"), (0, 24, 0, "hour: must be from 0 to 23"),
            (0, 0, -1, "minute: must be from 0 to 59"), (0, 0, 60, "minute: must be from 0 to 59"),
        ])
    func refuses(day: Int, hour: Int, minute: Int, text: String) throws {
        let zone = try zone("UTC")
        let error = #expect(throws: SchedulingError.self) {
            try Recurrence(dayOfWeek: day, hour: hour, minute: minute, zone: zone)
        }
        #expect(error?.description == text)
    }

    @Test(
        "comes strictly later each time, in every week of a zone's odd years",
        arguments: ["Pacific/Apia", "Pacific/Kwajalein", "Asia/Manila", "America/Juneau"])
    func isOrdered(name: String) throws {
        let zone = try zone(name)
        for day in 0...6 {
            let recurrence = try Recurrence(dayOfWeek: day, hour: 23, minute: 45, zone: zone)
            var last = try moment("1840-01-01T00:00:00Z")
            while last.seconds < 1_400_000_000 {
                let next = recurrence.nextOccurrence(after: last)
                guard next > last, last.seconds(until: next) < 9 * 86_400 else {
                    Issue.record("\(name), day \(day): \(next) after \(last)")
                    break
                }
                last = next
            }
        }
    }

    @Test("does not trap at the ends of time", arguments: [Int64.min, -62_135_596_800_001, 253_402_300_800_000, .max])
    func ends(milliseconds: Int64) throws {
        let moment = Instant(milliseconds: milliseconds)
        let next = try Self.saturdays().nextOccurrence(after: moment)
        #expect(next > moment || next == Instant(milliseconds: .max))
        _ = try Self.saturdays().currentOccurrence(at: moment, lasting: .max)
    }
}
