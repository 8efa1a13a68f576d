import Scheduling
import Testing
import Time

@Suite("Calendar objects")
struct CalendarObjectTests {
    private static let page = "https://example.org/meetups/weekly"

    @Test("a weekly event, line by line")
    func whole() throws {
        let object = try calendarObject(try weekly("America/Chicago", after: "2026-11-23T16:30:00Z"), sequence: 2)
        #expect(
            object.lines == [
                "BEGIN:VCALENDAR", "PRODID:-//Convene//Convene//EN", "VERSION:2.0", "CALSCALE:GREGORIAN",
                "METHOD:REQUEST",
                "BEGIN:VTIMEZONE", "TZID:America/Chicago",
                "BEGIN:DAYLIGHT", "DTSTART:20240310T020000", "TZOFFSETFROM:-0600", "TZOFFSETTO:-0500", "TZNAME:CDT",
                "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU", "END:DAYLIGHT",
                "BEGIN:STANDARD", "DTSTART:20241103T020000", "TZOFFSETFROM:-0500", "TZOFFSETTO:-0600", "TZNAME:CST",
                "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU", "END:STANDARD",
                "END:VTIMEZONE",
                "BEGIN:VEVENT", "UID:0190-meetup", "DTSTAMP:20261121T120000Z", "SEQUENCE:2",
                "DTSTART;TZID=America/Chicago:20261128T100000", "DTEND;TZID=America/Chicago:20261128T110000",
                "RRULE:FREQ=WEEKLY;BYDAY=SA", "SUMMARY:Weekly", "DESCRIPTION:Weekly", "LOCATION:Weekly",
                "URL:\(Self.page)", "STATUS:CONFIRMED", "TRANSP:OPAQUE",
                "ORGANIZER;CN=\"Ada Lovelace\":mailto:rico@example.org",
                "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=\"Ada Lovelace\""
                    + ":mailto:ada@example.com",
                "END:VEVENT", "END:VCALENDAR", "",
            ])
    }

    @Test("a cancellation says so in its method and its status")
    func cancel() throws {
        let object = try calendarObject(try weekly("UTC", after: "2026-11-23T16:30:00Z"), method: .cancel, sequence: 1)
        let marks = ["METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:1", "UID:0190-meetup"]
        #expect(Set(marks).isSubset(of: object.lines))
    }

    @Test("every day of the week has its rule", arguments: zip(0...6, ["SU", "MO", "TU", "WE", "TH", "FR", "SA"]))
    func days(day: Int, name: String) throws {
        let object = try calendarObject(try weekly("Asia/Kolkata", after: "2026-11-23T16:30:00Z", day: day))
        #expect(object.lines.contains("RRULE:FREQ=WEEKLY;BYDAY=\(name)"))
    }

    @Test("a session that the clocks were put forward over still counts from its own time of day")
    func gap() throws {
        let timing = try weekly("America/Chicago", after: "2026-03-07T00:00:00Z", day: 0, hour: 2, minute: 30)
        let lines = try calendarObject(timing).lines(of: "VEVENT")
        #expect(lines.contains("DTSTART;TZID=America/Chicago:20260308T023000"))
        #expect(lines.contains("DTEND;TZID=America/Chicago:20260308T043000"))
    }

    @Test("what clocks show twice is in UTC when it is the second time")
    func overlap() throws {
        let timing = try weekly("America/Chicago", after: "2026-10-31T00:00:00Z", day: 0, hour: 1, minute: 30)
        let lines = try calendarObject(timing).lines(of: "VEVENT")
        #expect(lines.contains("DTSTART;TZID=America/Chicago:20261101T013000"))
        #expect(lines.contains("DTEND:20261101T073000Z"))
    }

    @Test(
        "no text can end its property",
        arguments: [
            ("a\r\nATTENDEE:mailto:eve@example.com", "a\\nATTENDEE:mailto:eve@example.com"),
            ("a\nb\rc\r\n\r\nd", "a\\nb\\nc\\n\\nd"), ("a\u{2028}b\u{85}c\u{B}d\u{C}e", "a\\nb\\nc\\nd\\ne"),
            ("semi;colon, comma: \\ \"quote\"", "semi\\;colon\\, comma: \\\\ \"quote\""), ("\\n", "\\\\n"),
            ("\0a\u{1}b\u{7F}c\u{9F}\td", "abc\td"), ("\u{202E}x\u{2066}y\u{200F}z\u{FEFF}", "xy\u{200F}z"),
        ])
    func escaping(text: String, expected: String) throws {
        let timing = try weekly("UTC", after: "2026-11-23T16:30:00Z")
        let object = try calendarObject(timing, text: text)
        let plain = try calendarObject(timing)
        #expect(object.lines.contains("SUMMARY:\(expected)"))
        #expect(object.lines.count == plain.lines.count)
    }

    @Test(
        "no name or address can end its parameter",
        arguments: [
            ("Ada \"Countess\" Lovelace", "\"Ada ^'Countess^' Lovelace\""), ("a;b:c,d", "\"a;b:c,d\""),
            ("a^b^n", "\"a^^b^^n\""), ("a\r\nb", "\"a^nb\""), ("Ada", "Ada"), ("山田", "\"山田\""),
        ])
    func parameters(name: String, expected: String) throws {
        let timing = try weekly("UTC", after: "2026-11-23T16:30:00Z")
        let object = try calendarObject(timing, id: "x\r\nURL:evil", name: name)
        #expect(object.lines.contains("ORGANIZER;CN=\(expected):mailto:rico@example.org"))
        #expect(object.lines.contains("UID:x\\nURL:evil"))
    }

    @Test("an address becomes a URI, whatever it holds")
    func addresses() throws {
        let event = try CalendarEvent(
            id: "1", sequence: -1, stamp: try moment("2026-11-21T12:00:00Z"),
            timing: .once(Occurrence(start: try moment("2026-11-28T16:00:00Z"), lasting: 60), in: try zone("UTC")),
            summary: "", url: "https://example.org/ä b?\"<x>\"&y\r\nSUMMARY:evil",
            organizer: CalendarOrganizer(
                name: "", address: "a\"\r\n:;?#&=/%é+'@example.org", sentBy: "post@example.org"),
            attendees: [Attendee(name: "", address: "o'hara+x_y@example.org", role: .optional, isAsked: false)])
        let lines = CalendarObject(.request, event).lines(of: "VEVENT")
        let names = ["URL", "ORGANIZER", "ATTENDEE", "SEQUENCE"]
        #expect(
            lines.filter { line in names.contains { line.hasPrefix($0) } } == [
                "SEQUENCE:0",
                "URL:https://example.org/%C3%A4%20b?%22%3Cx%3E%22&y%0D%0ASUMMARY:evil",
                "ORGANIZER;SENT-BY=\"mailto:post@example.org\""
                    + ":mailto:a%22%0D%0A%3A%3B%3F%23%26%3D%2F%25%C3%A9+'@example.org",
                "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=OPT-PARTICIPANT;PARTSTAT=NEEDS-ACTION:mailto:o'hara+x_y@example.org",
            ])
    }

    @Test("long lines are folded at 75 octets, and never within a character", arguments: ["x", "é", "日", "😀", "👩‍👩‍👧‍👦"])
    func folding(character: String) throws {
        let text = String(repeating: character, count: 10_000 / character.utf8.count)
        let object = try calendarObject(try weekly("UTC", after: "2026-11-23T16:30:00Z"), text: text, name: text)
        let pieces = object.bytes.split(separator: UInt8(ascii: "\n"))
        #expect(pieces.allSatisfy { $0.count <= 76 && $0.last == UInt8(ascii: "\r") })
        #expect(pieces.allSatisfy { String(validating: $0, as: UTF8.self) != nil })
        #expect(object.lines.contains("SUMMARY:\(text)"))
    }

    @Test("what lies beyond the years that calendars can write is refused")
    func years() throws {
        let utc = try zone("UTC")
        for (start, stamp, field) in [
            ("1969-12-31T23:59:59Z", "2026-11-21T12:00:00Z", "start"),
            ("9901-01-01T00:00:00Z", "2026-11-21T12:00:00Z", "start"),
            ("9900-12-31T23:30:00Z", "2026-11-21T12:00:00Z", "end"),
            ("2026-11-21T12:00:00Z", "0001-01-01T00:00:00Z", "stamp"),
        ] {
            let timing = CalendarEvent.Timing.once(Occurrence(start: try moment(start), lasting: 60), in: utc)
            #expect(throws: SchedulingError.outOfRange(field: field, allowed: "in the years 1970 to 9900")) {
                try calendarObject(timing, stamp: stamp)
            }
        }
    }

    @Test("a whole day is written as one, without a clock, and leaves people free")
    func wholeDay() throws {
        let object = try calendarObject(.day(try day("2026-12-31")))
        #expect(object.lines(of: "VTIMEZONE") == [])
        let lines = object.lines(of: "VEVENT")
        #expect(
            lines.filter { $0.hasPrefix("DT") && !$0.hasPrefix("DTSTAMP") } == [
                "DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101",
            ])
        #expect(lines.contains("TRANSP:TRANSPARENT"))
        #expect(throws: SchedulingError.outOfRange(field: "end", allowed: "in the years 1970 to 9900")) {
            try calendarObject(.day(try day("9900-12-31")))
        }
    }
}
