import Foundation
import Scheduling
import Testbed
import Testing
import Time

@Suite("icalendar and zoneinfo agree with calendar objects")
struct CalendarJudgeTests {
    /// Zones and the years to check: half hours, the southern hemisphere, laws at odds with the clocks, a skipped day,
    /// changes listed for decades, times outside their day, offsets with seconds.
    private static let zones: [(name: String, years: [Int])] = [
        ("America/Chicago", [1998, 2006, 2026, 2060]), ("America/New_York", [2026]),
        ("America/St_Johns", [2010, 2026]),
        ("America/Sao_Paulo", [2018, 2026]), ("America/Asuncion", [2023, 2026]), ("America/Santiago", [2026]),
        ("America/Caracas", [2015]), ("America/Mexico_City", [2021]), ("America/Nuuk", [2022, 2026]),
        ("America/Scoresbysund", [2023, 2026]), ("America/Havana", [2026]), ("America/Argentina/San_Luis", [2008]),
        ("Europe/Paris", [2026]), ("Europe/Dublin", [1970, 2026, 2040]), ("Europe/Istanbul", [2015, 2026]),
        ("Europe/Volgograd", [2017, 2019]), ("Europe/Chisinau", [2026]), ("Europe/London", [1971, 2026]),
        ("Africa/Casablanca", [2017, 2026, 2085]), ("Africa/El_Aaiun", [2026]), ("Africa/Cairo", [2013, 2022, 2026]),
        ("Africa/Juba", [2020]), ("Africa/Monrovia", [1971]), ("Africa/Lagos", [2026]), ("Africa/Windhoek", [2016]),
        ("Asia/Kolkata", [2026]), ("Asia/Kathmandu", [2026]), ("Asia/Tehran", [2021, 2026]),
        ("Asia/Jerusalem", [2012, 2026]), ("Asia/Gaza", [2022, 2026, 2085]), ("Asia/Amman", [2021]),
        ("Asia/Pyongyang", [2014, 2017]), ("Asia/Almaty", [2023]), ("Asia/Beirut", [2026]),
        ("Australia/Sydney", [2026]), ("Australia/Lord_Howe", [1985, 2026]), ("Australia/Eucla", [2026]),
        ("Pacific/Apia", [2010, 2020, 2026]), ("Pacific/Chatham", [2026]), ("Pacific/Norfolk", [2018, 2026]),
        ("Pacific/Easter", [2026]), ("Pacific/Kiritimati", [2026]), ("Pacific/Marquesas", [2026]),
        ("Pacific/Kwajalein", [1992]), ("Antarctica/Troll", [2026]), ("Atlantic/Azores", [2026]),
        ("Etc/GMT+5", [2026]), ("UTC", [2026]), ("EST5EDT", [2026]),
    ]

    private static let texts = [
        "Weekly", "Q&A; specs, prompts\\n and more\nsecond line", "naïve café – “quoted” \"text\" ^ ^n ^' :;,",
        "日本語のテキスト、とても長い行でも折り返しは文字の途中では起こらない。" + "絵文字👩‍👩‍👧‍👦も。",
        "שלום\u{200F} עולם\u{200E}",
    ]

    @Test("in every zone, over the year of the first session and the next one")
    func zones() throws {
        try PythonJudge.withFolder { folder in
            for (index, (name, years)) in Self.zones.enumerated() {
                for year in years {
                    let timing = try weekly(
                        name, after: "\(year)-01-01T12:00:00Z", day: (index + year) % 7, hour: index % 24, minute: 30)
                    let text = Self.texts[index % Self.texts.count]
                    try write(
                        try calendarObject(timing, id: "\(index)-\(year)", sequence: index, text: text, name: text),
                        year: year, to: folder)
                }
            }
            let objections = try PythonJudge.objections(of: "Mail/test_calendars.py", to: folder)
            #expect(objections.isEmpty, "\(objections)")
        }
    }

    @Test("on sessions in, around and over a change of the clocks, and on what is over after one session")
    func edges() throws {
        let chicago = try zone("America/Chicago")
        let timings: [(CalendarEvent.Timing, year: Int)] = [
            (try weekly("America/Chicago", after: "2026-03-07T00:00:00Z", day: 0, hour: 2, minute: 30), 2026),
            (try weekly("America/Chicago", after: "2026-10-31T00:00:00Z", day: 0, hour: 1, minute: 30), 2026),
            (try weekly("America/Chicago", after: "2026-10-31T00:00:00Z", day: 0, hour: 0, lasting: 120), 2026),
            (try weekly("America/Chicago", after: "2026-10-31T00:00:00Z", day: 6, hour: 23, lasting: 180), 2026),
            (try weekly("Pacific/Apia", after: "2011-12-24T00:00:00Z", day: 5, hour: 9), 2011),
            (try weekly("Australia/Lord_Howe", after: "2026-10-01T00:00:00Z", day: 0, hour: 2, minute: 15), 2026),
            (.once(Occurrence(start: try moment("2026-11-01T06:30:00Z"), lasting: 60), in: chicago), 2026),
            (.once(Occurrence(start: try moment("2026-11-01T07:30:00Z"), lasting: 60), in: chicago), 2026),
            (.once(Occurrence(start: try moment("2026-07-01T07:30:00Z"), lasting: 1440), in: chicago), 2026),
            (.day(try day("2026-03-08")), 2026), (.day(try day("2024-02-29")), 2024),
            (.day(try day("1999-12-31")), 1999),
        ]
        try PythonJudge.withFolder { folder in
            for (index, (timing, year)) in timings.enumerated() {
                try write(try calendarObject(timing, id: "edge-\(index)"), year: year, to: folder)
                let cancellation = try calendarObject(timing, method: .cancel, id: "cancel-\(index)", sequence: 1)
                try write(cancellation, year: year, to: folder)
            }
            let objections = try PythonJudge.objections(of: "Mail/test_calendars.py", to: folder)
            #expect(objections.isEmpty, "\(objections)")
        }
    }

    /// Writes the object, and beside it the expected reading.
    private func write(_ object: CalendarObject, year: Int, to folder: URL) throws {
        let event = object.event
        let people = [(event.organizer.name, event.organizer.address)] + event.attendees.map { ($0.name, $0.address) }
        var expected: [String: Any] = [
            "method": object.method.rawValue, "uid": event.id, "sequence": event.sequence, "summary": event.summary,
            "description": event.description, "location": event.location, "url": event.url,
            "addresses": people.map { "mailto:\($0.1)" }, "names": people.map(\.0),
            "year": year, "answer": "NEEDS-ACTION", "asked": "TRUE", "status": event.status.rawValue,
        ]
        expected.merge(times(event.timing)) { $1 }
        try Data(object.bytes).write(to: folder.appending(path: "\(event.id).ics"))
        try JSONSerialization.data(withJSONObject: expected).write(to: folder.appending(path: "\(event.id).json"))
    }

    /// Returns the day, or the sessions of two years by the project's own rules.
    private func times(_ timing: CalendarEvent.Timing) -> [String: Any] {
        switch timing {
        case .once(let session, let zone):
            return ["starts": [session.start.seconds], "end": session.end.seconds, "zone": zone.name]
        case .weekly(let recurrence, let session):
            var starts = [session.start]
            for _ in 0..<104 { starts.append(recurrence.nextOccurrence(after: starts[starts.count - 1])) }
            return ["starts": starts.map(\.seconds), "end": session.end.seconds, "zone": recurrence.zone.name]
        case .day(let date):
            return ["day": date.iso8601]
        }
    }
}
