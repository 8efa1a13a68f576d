import Scheduling
import Testing
import Time

@Suite("A zone")
struct ZoneTests {
    @Test(
        "knows its offset, abbreviation and daylight saving at any moment",
        arguments: [
            ("America/Chicago", "2026-11-21T03:04:05Z", -21_600, "CST", false),
            ("America/Chicago", "2026-07-01T00:00:00Z", -18_000, "CDT", true),
            ("America/Chicago", "2026-03-08T07:59:59.999Z", -21_600, "CST", false),
            ("America/Chicago", "2026-03-08T08:00:00Z", -18_000, "CDT", true),
            ("America/Chicago", "1880-01-01T00:00:00Z", -21_036, "LMT", false),
            ("America/Chicago", "2099-07-01T00:00:00Z", -18_000, "CDT", true),
            ("America/Chicago", "9999-12-31T00:00:00Z", -21_600, "CST", false),
            ("America/Argentina/Buenos_Aires", "2026-11-21T00:00:00Z", -10_800, "-03", false),
            ("Asia/Kathmandu", "2026-11-21T00:00:00Z", 20_700, "+0545", false),
            ("Australia/Lord_Howe", "2026-12-21T00:00:00Z", 39_600, "+11", true),
            ("Australia/Lord_Howe", "2026-06-21T00:00:00Z", 37_800, "+1030", false),
            ("Europe/Dublin", "2026-12-21T00:00:00Z", 0, "GMT", true),
            ("Europe/Dublin", "2026-06-21T00:00:00Z", 3_600, "IST", false),
            ("Africa/Casablanca", "2026-03-01T00:00:00Z", 0, "+00", true),
            ("Africa/Casablanca", "2026-06-01T00:00:00Z", 3_600, "+01", false),
            ("Etc/GMT+5", "2026-11-21T00:00:00Z", -18_000, "-05", false),
            ("UTC", "2026-11-21T00:00:00Z", 0, "UTC", false),
            ("US/Central", "2026-11-21T00:00:00Z", -21_600, "CST", false),
        ])
    func time(name: String, at text: String, offset: Int, abbreviation: String, isDaylightSaving: Bool) throws {
        let zone = try zone(name)
        let moment = try moment(text)
        #expect(zone.offset(at: moment) == offset)
        #expect(zone.abbreviation(at: moment) == abbreviation)
        #expect(zone.isDaylightSaving(at: moment) == isDaylightSaving)
        #expect(zone.name == name)
    }

    @Test(
        "reads a wall's time, shifted forward by a gap, as the earlier moment of an overlap",
        arguments: [
            ("America/Chicago", "2026-03-08T01:59:59.999", "2026-03-08T01:59:59.999-06:00"),
            ("America/Chicago", "2026-03-08T02:00:00", "2026-03-08T03:00:00.000-05:00"),
            ("America/Chicago", "2026-03-08T02:59:59.999", "2026-03-08T03:59:59.999-05:00"),
            ("America/Chicago", "2026-03-08T03:00:00", "2026-03-08T03:00:00.000-05:00"),
            ("America/Chicago", "2026-11-01T00:59:59", "2026-11-01T00:59:59.000-05:00"),
            ("America/Chicago", "2026-11-01T01:00:00", "2026-11-01T01:00:00.000-05:00"),
            ("America/Chicago", "2026-11-01T01:59:59", "2026-11-01T01:59:59.000-05:00"),
            ("America/Chicago", "2026-11-01T02:00:00", "2026-11-01T02:00:00.000-06:00"),
            ("Pacific/Apia", "2011-12-30T00:00:00", "2011-12-31T00:00:00.000+14:00"),
            ("Pacific/Apia", "2011-12-30T23:59:59", "2011-12-31T23:59:59.000+14:00"),
            // The clocks were 12:33:04 hours ahead of UTC; text has no seconds in its offset.
            ("Pacific/Apia", "1892-07-04T12:00:00", "1892-07-04T11:59:56.000+12:33"),
            ("Pacific/Kwajalein", "1993-08-21T10:00:00", "1993-08-22T10:00:00.000+12:00"),
        ])
    func wall(name: String, local: String, expected: String) throws {
        let zone = try zone(name)
        let moment = zone.instant(of: try #require(CivilDateTime(iso8601: local)))
        #expect(zone.text(of: moment) == expected)
    }

    @Test("shows on its wall what leads back to the moment, outside of overlaps")
    func civil() throws {
        let zone = try zone("America/Chicago")
        let moment = try moment("2026-11-28T10:00:00.678-06:00")
        #expect(zone.civil(at: moment).iso8601 == "2026-11-28T10:00:00.678")
        #expect(zone.instant(of: zone.civil(at: moment)) == moment)
    }

    @Test(
        "reads a wall's time around gaps and an overlap that are half an hour apart",
        arguments: [
            ("09:29:59", 34_199), ("09:30:00", 34_200), ("09:59:59", 35_999), ("10:00:00", 36_000),
            ("10:30:00", 37_800), ("11:00:00", 36_000), ("11:29:59", 37_799), ("11:30:00", 41_400),
        ])
    func closeTransitions(time: String, second: Int64) throws {
        var sample = TZifSample()
        // At 10:00 an hour forward, half an hour later two back, and after another half an hour forward again.
        sample.transitions = [(36_000, 1), (37_800, 2), (39_600, 0)]
        sample.types = [(0, 0, 0), (3600, 1, 0), (-3600, 0, 0)]
        let zone = try Zone(name: "Close", bytes: sample.bytes)
        let local = try #require(CivilDateTime(iso8601: "1970-01-01T\(time)"))
        #expect(zone.instant(of: local).seconds == second)
    }

    @Test("lists its changes, from the file and by the rule, without those that change nothing")
    func transitions() throws {
        let zone = try zone("America/Chicago")
        let texts = { (from: String, to: String) in
            zone.transitions(from: try moment(from), to: try moment(to)).map { change in
                let kind = change.isDaylightSaving ? "saving" : "standard"
                return "\(change.instant.iso8601(offset: change.offsetAfter)) \(change.offsetBefore) "
                    + "\(change.abbreviation) \(kind)"
            }
        }
        let spring = "2026-03-08T03:00:00.000-05:00 -21600 CDT saving"
        let autumn = "2026-11-01T01:00:00.000-06:00 -18000 CST standard"
        #expect(try texts("2026-01-01T00:00Z", "2027-01-01T00:00Z") == [spring, autumn])
        #expect(try texts("2026-03-08T08:00Z", "2026-11-01T07:00Z") == [spring])
        #expect(try texts("2026-03-08T08:01Z", "2026-11-01T07:01Z") == [autumn])
        #expect(try texts("2026-03-08T08:00:00.001Z", "2026-11-01T07:00:00.001Z") == [autumn])
        #expect(try texts("2026-11-02T00:00Z", "2026-03-01T00:00Z").isEmpty)
        #expect(
            try texts("2098-01-01T00:00Z", "2099-01-01T00:00Z") == [
                "2098-03-09T03:00:00.000-05:00 -21600 CDT saving", "2098-11-02T01:00:00.000-06:00 -18000 CST standard",
            ])
    }

    @Test("lists no more changes than there are until the year 9999")
    func allTransitions() throws {
        let ends = (first: Instant(milliseconds: .min), last: Instant(milliseconds: .max))
        #expect(try zone("UTC").transitions(from: ends.first, to: ends.last).isEmpty)
        let last = try zone("America/Chicago").transitions(from: ends.first, to: ends.last).last
        #expect(last?.instant.iso8601 == "9999-11-07T07:00:00.000Z")
    }
}
