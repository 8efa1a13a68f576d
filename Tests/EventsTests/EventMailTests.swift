import DynamoDB
import Mail
import News
import Platform
import Scheduling
import Storage
import Testbed
import Testing
import Time

@testable import Events

@Suite("The mails about events")
struct EventMailTests {
    @Test("a seat: what, when and where, in English, and a file that enters it")
    func registered() throws {
        let mail = try EventMailSample.mail("event_registered")
        #expect(mail.subject == "You have a seat: Swift evening")
        #expect(mail.recipient == (try MailAddress(name: "Ada Lovelace", "ada@example.com")))
        #expect(mail.sender == (try MailAddress(name: "Convene", "post@convene.example")))
        #expect(mail.headers == [try .init("X-Convene-Effect", EventMailSample.id)])
        #expect(
            mail.text == """
                Hello Ada Lovelace,

                You have a seat at “Swift evening”.

                When: Tuesday, December 15, 2026 from 6:00 PM to 8:30 PM (Europe/Paris, UTC+1)
                Where: 1 rue de Rivoli, Paris
                Organizer: Cocoaheads

                Three talks.
                Then pizza.

                More about the event:
                \(EventMailSample.page)

                Open the attached file to have the event in your calendar.

                """)
        #expect(mail.calendarLines.contains("METHOD:REQUEST"))
        #expect(
            mail.eventLines == [
                "BEGIN:VEVENT", "UID:\(EventMailSample.calendarID)", "DTSTAMP:20261123T163000Z", "SEQUENCE:3",
                "DTSTART;TZID=Europe/Paris:20261215T180000", "DTEND;TZID=Europe/Paris:20261215T203000",
                "SUMMARY:Swift evening",
                "DESCRIPTION:Three talks.\\nThen pizza.\\n\\nMore about the event:\\n\(EventMailSample.page)",
                "LOCATION:1 rue de Rivoli\\, Paris", "URL:\(EventMailSample.page)", "STATUS:CONFIRMED", "TRANSP:OPAQUE",
                "ORGANIZER;CN=Cocoaheads:mailto:post@convene.example",
                "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=\"Ada Lovelace\""
                    + ":mailto:ada@example.com",
                "END:VEVENT", "END:VCALENDAR",
            ])
    }

    @Test("a place in the line, in French: no file, since there is nothing to enter")
    func waitlisted() throws {
        let mail = try EventMailSample.mail("event_waitlisted", ["language": "fr", "position": 2])
        #expect(mail.subject == "Liste d’attente : Swift evening")
        #expect(mail.language == "fr")
        #expect(mail.invitation == nil)
        #expect(
            mail.text == """
                Bonjour Ada Lovelace,

                Il n’y a plus de place à « Swift evening ». Vous êtes sur la liste d’attente, au numéro 2 ; \
                nous vous écrirons dès qu’une place sera à vous.

                Quand : mardi 15 décembre 2026 de 18 h 00 à 20 h 30 (Europe/Paris, UTC+1)
                Où : 1 rue de Rivoli, Paris
                Organisation : Cocoaheads

                Three talks.
                Then pizza.

                En savoir plus sur l’événement :
                \(EventMailSample.page)

                """)
    }

    @Test(
        "each kind has its words, and does to a calendar what it says",
        arguments: [
            ("event_registered", "You have a seat: Swift evening", "REQUEST", "CONFIRMED"),
            ("event_promoted", "A seat for you: Swift evening", "REQUEST", "CONFIRMED"),
            ("event_unregistered", "No longer registered: Swift evening", "CANCEL", "CANCELLED"),
            ("event_cancelled", "Cancelled: Swift evening", "CANCEL", "CANCELLED"),
            ("event_postponed", "Postponed: Swift evening", "REQUEST", "TENTATIVE"),
            ("event_changed", "Changed: Swift evening", "REQUEST", "CONFIRMED"),
        ])
    func kinds(kind: String, subject: String, method: String, status: String) throws {
        let mail = try EventMailSample.mail(kind)
        #expect(mail.subject == subject)
        #expect(mail.invitation?.method == method)
        #expect(mail.calendarLines.contains("METHOD:\(method)"))
        #expect(mail.eventLines.contains("STATUS:\(status)"))
        #expect(mail.eventLines.contains("UID:\(EventMailSample.calendarID)"))
        #expect(mail.eventLines.contains("SEQUENCE:3"))
    }

    @Test("who waits gets words and no file, whatever the news", arguments: EventNotice.Kind.allCases)
    func waiting(kind: EventNotice.Kind) throws {
        let mail = try EventMailSample.mail(kind.rawValue, ["status": "waitlisted"])
        #expect(mail.invitation == nil)
        #expect(!mail.text.contains("file"))
    }

    @Test("what those who wait are told is about their place", arguments: ["event_postponed", "event_changed"])
    func placeKept(kind: String) throws {
        #expect(try EventMailSample.mail(kind).text.contains("You keep your seat.\n"))
        let waiting = try EventMailSample.mail(kind, ["status": "waitlisted"])
        #expect(waiting.text.contains("You keep your place on the waiting list.\n"))
    }

    @Test("as long as an event is postponed, whatever is said of it is tentative", arguments: ["promoted", "changed"])
    func postponed(kind: String) throws {
        let mail = try EventMailSample.mail("event_\(kind)", event: ["status": "postponed"])
        #expect(mail.eventLines.contains("STATUS:TENTATIVE"))
        #expect(mail.text.contains("\nWhen (tentative): Tuesday, December 15, 2026 from"))
    }

    @Test("what was deleted has no page to go to")
    func deleted() throws {
        let deleted = try EventMailSample.mail("event_cancelled", ["isEventGone": true], event: ["status": "cancelled"])
        #expect(!deleted.text.contains("https://") && !deleted.html.contains("href"))
        #expect(!deleted.calendarLines.contains { $0.hasPrefix("URL") })
        let cancelled = try EventMailSample.mail("event_cancelled", event: ["status": "cancelled"])
        #expect(cancelled.text.contains("\n\(EventMailSample.page)\n"))
    }

    @Test("without hours it is all day, and leaves people free")
    func allDay() throws {
        let mail = try EventMailSample.mail("event_registered", event: ["startTime": nil, "endTime": nil])
        #expect(mail.text.contains("\nWhen: Tuesday, December 15, 2026\n"))
        let lines = mail.eventLines
        #expect(lines.contains("DTSTART;VALUE=DATE:20261215") && lines.contains("DTEND;VALUE=DATE:20261216"))
        #expect(lines.contains("TRANSP:TRANSPARENT"))
        #expect(!mail.calendarLines.contains("BEGIN:VTIMEZONE"))
    }

    @Test("an end that nobody announced is an hour later in the calendar, and said to be made up")
    func openEnd() throws {
        let mail = try EventMailSample.mail("event_registered", event: ["endTime": nil])
        #expect(mail.eventLines.contains("DTEND;TZID=Europe/Paris:20261215T190000"))
        #expect(mail.text.contains("at 6:00 PM (Europe/Paris, UTC+1)\n"))
        let said = "No end is announced: calendars show one hour."
        #expect(
            mail.text.contains(said) && mail.eventLines.contains { $0.hasPrefix("DESCRIPTION") && $0.contains(said) })
    }

    @Test("what texts hold stays text, in every part")
    func hostile() throws {
        let evil = "<b>\"Q&A\"</b>\r\nBcc: eve@example.com\u{202E}😀"
        let mail = try EventMailSample.mail(
            "event_registered", ["name": .string(evil)],
            event: ["title": .string(evil), "location": .string(evil), "organizer": .string(evil)])
        #expect(!mail.html.contains("<b>"))
        #expect(mail.html.contains("&lt;b&gt;&quot;Q&amp;A&quot;&lt;/b&gt; Bcc: eve@example.com😀"))
        #expect(mail.text.contains("\nWhere: <b>\"Q&A\"</b> Bcc: eve@example.com😀\n"))
        let head = String(decoding: mail.bytes, as: UTF8.self).split(separator: "\r\n").prefix { !$0.hasPrefix("--") }
        #expect(!head.contains { $0.hasPrefix("Bcc") })
    }

    @Test("the same entry always makes the same bytes", arguments: EventNotice.Kind.allCases)
    func sameBytes(kind: EventNotice.Kind) throws {
        #expect(try EventMailSample.mail(kind.rawValue).bytes == EventMailSample.mail(kind.rawValue).bytes)
    }

    @Test("a year that calendars cannot write has a mail all the same")
    func farAway() throws {
        let mail = try EventMailSample.mail("event_registered", event: ["date": "9950-01-01"])
        #expect(mail.invitation == nil)
        #expect(mail.text.contains("January 1, 9950") && !mail.text.contains("file"))
    }

    @Test(
        "news that can't be read name the member that is why, and every retry is in vain",
        arguments: [
            ("email", "contact.email"), ("name", "contact.name"), ("status", "status"), ("calendarId", "calendarId"),
            ("sequence", "sequence"), ("event", "event"),
        ])
    func unreadable(member: String, path: String) throws {
        let entry = try EventMailSample.entry("event_registered", [member: false])
        #expect(throws: EffectError.unreadable(path)) { try EventMailSample.mails().message(for: entry) }
    }

    @Test("a language that only another version knows keeps nobody from their news: they are in English")
    func unknownLanguage() throws {
        #expect(try EventMailSample.mail("event_registered", ["language": "tlh"]).language == "en")
    }

    @Test(
        "so does one about an event that there cannot be",
        arguments: [
            ("eventId", "a b"), ("title", nil), ("description", nil), ("date", "soon"), ("startTime", "25:00"),
            ("endTime", "9"), ("timezone", "../etc/passwd"), ("location", nil), ("organizer", nil),
            ("status", "deleted"),
        ] as [(String, String?)])
    func unreadableEvent(member: String, value: String?) throws {
        let entry = try EventMailSample.entry(
            "event_registered", event: [member: value.map { AttributeValue.string($0) }])
        #expect(throws: EffectError.unreadable("event.\(member)")) { try EventMailSample.mails().message(for: entry) }
    }

    @Test("an address that no mail can go to is in vain; a kind that only a newer version knows waits for it")
    func impossible() throws {
        #expect(throws: EffectError.unreadable("contact.email")) {
            try EventMailSample.mail("event_registered", ["email": "ada at example"])
        }
        #expect(throws: EffectError.blocked("no news of that kind are known here")) {
            try EventMailSample.mail("event_forgotten")
        }
    }

    @Test("a zone that this version does not have is ours to bring")
    func zone() throws {
        #expect(throws: EffectError.blocked("\(SchedulingError.unknownZone("Mars/Olympus"))")) {
            try EventMailSample.mail("event_changed", event: ["timezone": "Mars/Olympus"])
        }
    }
}
