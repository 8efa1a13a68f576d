import Scheduling
import Testing
import Time

@Suite("The rule at the end of a zone file")
struct FooterTests {
    /// Returns a zone that follows only the rule.
    static func zone(_ rule: String) throws -> Zone {
        var sample = TZifSample()
        sample.footer = "\n\(rule)\n"
        return try Zone(name: "Rule", bytes: sample.bytes)
    }

    static func changes(_ rule: String, in year: Int) throws -> [String] {
        try zone(rule).transitions(from: try moment("\(year)-01-01T00:00Z"), to: try moment("\(year + 1)-01-01T00:00Z"))
            .map { "\($0.instant.iso8601(offset: $0.offsetAfter)) \($0.abbreviation)" }
    }

    @Test(
        "tells when the clocks change, in every form",
        arguments: [
            (
                "CST6CDT,M3.2.0,M11.1.0", 2026,
                ["2026-03-08T03:00:00.000-05:00 CDT", "2026-11-01T01:00:00.000-06:00 CST"]
            ),
            ("CST6CDT", 2026, ["2026-03-08T03:00:00.000-05:00 CDT", "2026-11-01T01:00:00.000-06:00 CST"]),
            (
                "CST+6:00CDT5,M3.2.0/2,M11.1.0/02:00:00", 2026,
                ["2026-03-08T03:00:00.000-05:00 CDT", "2026-11-01T01:00:00.000-06:00 CST"]
            ),
            (
                "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 2026,
                ["2026-04-05T01:30:00.000+10:30 +1030", "2026-10-04T02:30:00.000+11:00 +11"]
            ),
            (
                "IST-1GMT0,M10.5.0,M3.5.0/1", 2026,
                ["2026-03-29T02:00:00.000+01:00 IST", "2026-10-25T01:00:00.000+00:00 GMT"]
            ),
            ("AAA0BBB,J60/0,J300/0", 2024, ["2024-03-01T01:00:00.000+01:00 BBB", "2024-10-26T23:00:00.000+00:00 AAA"]),
            ("AAA0BBB,J60/0,J300/0", 2026, ["2026-03-01T01:00:00.000+01:00 BBB", "2026-10-26T23:00:00.000+00:00 AAA"]),
            ("AAA0BBB,59/0,J59/24", 2024, ["2024-02-28T23:00:00.000+00:00 AAA", "2024-02-29T01:00:00.000+01:00 BBB"]),
            ("AAA0BBB,59/0,300/0", 2026, ["2026-03-01T01:00:00.000+01:00 BBB", "2026-10-27T23:00:00.000+00:00 AAA"]),
            (
                "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 2026,
                ["2026-03-29T00:00:00.000-01:00 -01", "2026-10-24T23:00:00.000-02:00 -02"]
            ),
            (
                "EET-2EEST,M3.4.4/50,M10.4.4/50", 2026,
                ["2026-03-28T03:00:00.000+03:00 EEST", "2026-10-24T01:00:00.000+02:00 EET"]
            ),
            (
                "AAA0BBB,M1.1.0/-167,M7.1.0/167", 2022,
                ["2022-07-09T22:00:00.000+00:00 AAA", "2022-12-25T02:00:00.000+01:00 BBB"]
            ),
            (
                "AAA-12:34:56BBB-13,M3.2.0/2:30:15,M11.1.0", 2026,
                ["2026-03-08T02:55:19.000+13:00 BBB", "2026-11-01T01:34:00.000+12:34 AAA"]
            ),
            ("AAA3", 2026, []), ("<+03>-3", 2026, []),
            ("XXX3EDT4,0/0,J365/23", 2026, []), ("EST5EDT,0/0,J365/25", 2026, []),
        ] as [(String, Int, [String])])
    func changes(rule: String, year: Int, expected: [String]) throws {
        #expect(try Self.changes(rule, in: year) == expected)
    }

    @Test(
        "can keep daylight saving all year, whatever the rule's last hour",
        arguments: [("XXX3EDT4,0/0,J365/23", -14_400), ("EST5EDT,0/0,J365/25", -14_400), ("AAA0BBB,0/0,J365/30", 3600)])
    func allYear(rule: String, offset: Int) throws {
        let zone = try Self.zone(rule)
        let hours = try (0..<40_000).map { try moment("2023-06-01T00:30Z").adding(hours: $0) }
        #expect(hours.allSatisfy { zone.offset(at: $0) == offset && zone.isDaylightSaving(at: $0) })
        #expect(zone.instant(of: zone.civil(at: hours[5136])) == hours[5136])
    }

    @Test("takes over at the last transition of the list, and does not reach before it")
    func takesOver() throws {
        var sample = TZifSample()
        sample.transitions = [(0, 1), (1_795_230_245, 0)]
        sample.types = [(-21_600, 0, 0), (-18_000, 1, 4)]
        sample.names = "CST\0CDT\0"
        sample.footer = "\nCST6CDT,M3.2.0,M11.1.0\n"
        let zone = try Zone(name: "List", bytes: sample.bytes)
        let texts = ["1969-07-01T00:00Z", "2026-01-01T00:00Z", "2026-11-21T03:04:05Z", "2027-07-01T00:00Z"]
        #expect(try texts.map { zone.abbreviation(at: try moment($0)) } == ["CST", "CDT", "CST", "CDT"])
    }

    @Test("may be missing: the last transition's time stays")
    func isMissing() throws {
        var sample = TZifSample()
        sample.transitions = [(0, 1)]
        sample.types = [(-21_600, 0, 0), (-18_000, 1, 4)]
        sample.names = "CST\0CDT\0"
        sample.footer = "\n\n"
        let zone = try Zone(name: "List", bytes: sample.bytes)
        #expect(zone.offset(at: try moment("2099-12-01T00:00Z")) == -18_000)
        #expect(zone.offset(at: try moment("1960-07-01T00:00Z")) == -21_600)
    }

    @Test(
        "that is no TZ string damages the file",
        arguments: [
            "C", "CS6", "6", "CST", "CST6C", "CST25", "CST6:60", "CST6:00:60", "CST6:", "CST0006", "CST6CDT,", "<CST6",
            "CST>6", "<>6", "<C%T>6", "CST6CDT,M3.2.0", "CST6CDT,M3.2.0,", "CST6CDT,M3.2.0,M11.1.0,",
            "CST6CDT,M0.2.0,M11.1.0",
            "CST6CDT,M13.2.0,M11.1.0", "CST6CDT,M3.0.0,M11.1.0", "CST6CDT,M3.6.0,M11.1.0", "CST6CDT,M3.2.7,M11.1.0",
            "CST6CDT,M3.2,M11.1.0", "CST6CDT,J0,J300", "CST6CDT,J366,J300", "CST6CDT,366,300",
            "CST6CDT,M3.2.0/168,M11.1.0",
            "CST6CDT,M3.2.0/-168,M11.1.0", "CST6CDT,M3.2.0/,M11.1.0", "CST6CDT M3.2.0,M11.1.0", ":America/Chicago",
            "CST6CDT7X", "CST99999999999999999999", "é€é6", "CST6\0",
        ])
    func refuses(rule: String) {
        #expect(throws: SchedulingError.damagedZone("Rule", detail: "its footer is not a TZ string")) {
            try Self.zone(rule)
        }
    }
}
