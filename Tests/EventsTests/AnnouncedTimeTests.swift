import DynamoDB
import Platform
import Scheduling
import Storage
import Testing
import Time

@testable import Events

@Suite("When an event is, as people and calendars are told")
struct AnnouncedTimeTests {
    private func time(_ date: String, _ start: String?, _ end: String?, _ zone: String) throws -> AnnouncedTime {
        let attributes: Item = [
            "eventId": "e", "title": "T", "description": "D", "date": .string(date), "timezone": .string(zone),
            "location": "L", "organizer": "O", "status": "active",
        ].merging(
            [("startTime", start), ("endTime", end)].compactMap { name, value in value.map { (name, .string($0)) } }
        ) { $1 }
        return try AnnouncedTime(
            of: AnnouncedEvent(Payload(attributes)), zones: ZoneFiles(folders: ["/usr/share/zoneinfo"]))
    }

    @Test(
        "it begins and ends when the clocks of its zone say so, also around their changes",
        arguments: [
            // A usual evening, one that goes on after midnight, and one that ends when it begins: a day later.
            ("2026-12-15", "18:00", "20:30", "Europe/Paris", "2026-12-15T17:00:00.000Z", 9_000),
            ("2026-12-15", "22:00", "01:00", "Europe/Paris", "2026-12-15T21:00:00.000Z", 10_800),
            ("2026-12-31", "22:00", "22:00", "Asia/Kolkata", "2026-12-31T16:30:00.000Z", 86_400),
            // Over the hour that is skipped, and over the hour that comes twice.
            ("2026-03-29", "01:30", "03:30", "Europe/Paris", "2026-03-29T00:30:00.000Z", 3_600),
            ("2026-10-25", "01:30", "03:30", "Europe/Paris", "2026-10-24T23:30:00.000Z", 10_800),
            // In the gap, out of it, and wholly within.
            ("2026-03-29", "02:30", "04:00", "Europe/Paris", "2026-03-29T01:30:00.000Z", 1_800),
            ("2026-03-29", "02:30", "03:00", "Europe/Paris", "2026-03-29T01:30:00.000Z", 1_800),
            ("2026-03-29", "02:15", "02:45", "Europe/Paris", "2026-03-29T01:15:00.000Z", 1_800),
            // A moment, with an end by the zone's clocks; in the second of two hours, too.
            ("2026-12-15T18:00:00Z", nil, "20:30", "Europe/Paris", "2026-12-15T18:00:00.000Z", 5_400),
            ("2026-12-15T23:30:00+05:30", nil, "20:30", "Europe/Paris", "2026-12-15T18:00:00.000Z", 5_400),
            ("2026-10-25T02:30:00+01:00", nil, "02:45", "Europe/Paris", "2026-10-25T01:30:00.000Z", 900),
            // Without an end, an event takes an hour.
            ("2026-10-25T02:30:00+01:00", nil, nil, "Europe/Paris", "2026-10-25T01:30:00.000Z", 3_600),
            ("2026-12-15", "18:00", nil, "UTC", "2026-12-15T18:00:00.000Z", 3_600),
        ] as [(String, String?, String?, String, String, Int)])
    func hours(
        date: String, start: String?, end: String?, zone: String, expected: String, seconds: Int
    ) throws {
        guard case .hours(let session, let shown, let isEndKnown) = try time(date, start, end, zone) else {
            Issue.record("it has hours")
            return
        }
        #expect(session.start.iso8601 == expected)
        #expect(session.start.seconds(until: session.end) == seconds)
        #expect(shown.name == zone)
        #expect(isEndKnown == (end != nil))
    }

    @Test("a day without hours is a day, and no zone is asked for it")
    func day() throws {
        let day = try #require(CivilDate(iso8601: "2026-12-15"))
        #expect(try time("2026-12-15", nil, nil, "Mars/Olympus") == .day(day))
    }

    @Test(
        "it is said in both languages",
        arguments: [
            (
                "2026-12-15", "09:05", nil, "Tuesday, December 15, 2026 at 9:05 AM (America/Chicago, UTC−6)",
                "mardi 15 décembre 2026 à 9 h 05 (America/Chicago, UTC−6)"
            ),
            (
                "2026-12-15", "22:00", "01:00",
                "from Tuesday, December 15, 2026 at 10:00 PM to Wednesday, December 16, 2026 at 1:00 AM "
                    + "(America/Chicago, UTC−6)",
                "du mardi 15 décembre 2026 à 22 h 00 au mercredi 16 décembre 2026 à 1 h 00 (America/Chicago, UTC−6)"
            ),
            ("2026-12-01", nil, nil, "Tuesday, December 1, 2026", "mardi 1er décembre 2026"),
        ] as [(String, String?, String?, String, String)])
    func words(date: String, start: String?, end: String?, english: String, french: String) throws {
        let time = try time(date, start, end, "America/Chicago")
        #expect(time.words(in: .english) == english)
        #expect(time.words(in: .french) == french)
    }
}
