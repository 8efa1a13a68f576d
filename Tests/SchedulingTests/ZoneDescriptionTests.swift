import Scheduling
import Testing
import Time

@Suite("Zones in calendar objects")
struct ZoneDescriptionTests {
    private func description(of zone: Zone, year: Int = 2026) throws -> [String] {
        let start = try moment("\(year)-06-01T12:00:00Z")
        let timing = CalendarEvent.Timing.once(Occurrence(start: start, lasting: 60), in: zone)
        return Array(try calendarObject(timing).lines(of: "VTIMEZONE").dropFirst())
    }

    @Test("where clocks never change there is one way to keep them")
    func fixed() throws {
        #expect(
            try description(of: zone("Asia/Kathmandu")) == [
                "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0545", "TZOFFSETTO:+0545", "TZNAME:+0545",
                "END:STANDARD",
            ])
    }

    @Test("daylight saving is what is ahead, also where the law has it the other way round")
    func dublin() throws {
        #expect(
            try description(of: zone("Europe/Dublin")) == [
                "BEGIN:STANDARD", "DTSTART:20241027T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0000", "TZNAME:GMT",
                "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD",
                "BEGIN:DAYLIGHT", "DTSTART:20240331T010000", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0100", "TZNAME:IST",
                "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT",
            ])
    }

    @Test(
        "a rule whose hour lies outside of its day names the day that it falls on",
        arguments: [
            ("Asia/Jerusalem", "FREQ=YEARLY;BYDAY=FR;BYMONTH=3;BYMONTHDAY=23,24,25,26,27,28,29"),
            ("America/Nuuk", "FREQ=YEARLY;BYDAY=SA;BYMONTH=3;BYMONTHDAY=-8,-7,-6,-5,-4,-3,-2"),
            ("America/Havana", "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU"),
        ])
    func movedDays(name: String, rule: String) throws {
        #expect(try description(of: zone(name)).contains("RRULE:\(rule)"))
    }

    @Test("where a zone's rule is not yet in force, its changes are listed up to then")
    func changedRule() throws {
        #expect(
            try description(of: zone("Africa/Cairo"), year: 2022) == [
                "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0200", "TZNAME:EET",
                "END:STANDARD",
                "BEGIN:DAYLIGHT", "DTSTART:20230428T000000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0300", "TZNAME:EEST",
                "RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=-1FR", "END:DAYLIGHT",
                "BEGIN:STANDARD", "DTSTART:20231027T000000", "TZOFFSETFROM:+0300", "TZOFFSETTO:+0200", "TZNAME:EET",
                "RRULE:FREQ=YEARLY;BYDAY=FR;BYYEARDAY=-67,-66,-65,-64,-63,-62,-61", "END:STANDARD",
            ])
    }

    @Test(
        "a rule of a file that calendars have no words for is listed date by date",
        arguments: ["M2.5.0/26", "J60/25", "M1.1.0/-24", "59/-1", "365"])
    func unusualRule(start: String) throws {
        let sample = TZifSample(footer: "\nAAA-1BBB,\(start),M10.1.0\n")
        let lines = try description(of: Zone(name: "X", bytes: sample.bytes))
        let dates = try #require(lines.first { $0.hasPrefix("RDATE:") }).split(separator: ",")
        #expect(dates.count > 25)
        #expect(!lines.contains { $0.hasPrefix("RRULE") })
    }

    @Test("a file's changes that do not keep its own rule are listed, and those from when they do are not")
    func brokenRule() throws {
        // In 2027 the clocks change on 1 March; from 2028 on, on the last Sunday of that month, by the rule.
        let transitions: [(String, UInt8)] = [
            ("2026-03-29T01:00:00Z", 1), ("2026-10-25T01:00:00Z", 0), ("2027-03-01T01:00:00Z", 1),
            ("2027-10-31T01:00:00Z", 0), ("2028-03-26T01:00:00Z", 1), ("2028-10-29T01:00:00Z", 0),
        ]
        let sample = TZifSample(
            transitions: try transitions.map { (try moment($0.0).seconds, $0.1) },
            types: [(3600, 0, 0), (7200, 1, 4)], names: "CET\0CEST\0", footer: "\nCET-1CEST,M3.5.0,M10.5.0/3\n")
        #expect(
            try description(of: Zone(name: "X", bytes: sample.bytes)) == [
                "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0100", "TZNAME:CET",
                "END:STANDARD",
                "BEGIN:DAYLIGHT", "DTSTART:20260329T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "TZNAME:CEST",
                "RDATE:20270301T020000", "END:DAYLIGHT",
                "BEGIN:STANDARD", "DTSTART:20261025T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "TZNAME:CET",
                "END:STANDARD",
                "BEGIN:DAYLIGHT", "DTSTART:20280326T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "TZNAME:CEST",
                "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT",
                "BEGIN:STANDARD", "DTSTART:20271031T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "TZNAME:CET",
                "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD",
            ])
    }
}
