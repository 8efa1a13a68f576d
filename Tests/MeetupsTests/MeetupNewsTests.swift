import DynamoDB
import Foundation
import JSON
import Mail
import News
import Platform
import Scheduling
import Storage
import Testbed
import Testing
import Time

@testable import Meetups

@Suite("News of meetups")
struct MeetupNewsTests {
    private static let id = "01935a2b-7c00-7000-8000-000000000001"
    private static let calendarID = "01935a2b-7c00-7000-8000-000000000002"
    private static let page = "https://convene.example/meetups/weekly"

    private func mail() throws -> NewsMail {
        NewsMail(
            MeetupNews(zones: ZoneFiles()).kinds,
            letterhead: Letterhead(
                sender: try MailAddress(name: "Convene", "post@convene.example"), website: "https://convene.example/"))
    }

    /// Returns the mail of the invitation that follows a sign-up, with the given contact and facts.
    private func invitation(
        to meetup: Meetup? = nil, contact changes: [String: AttributeValue?] = [:],
        facts: [String: AttributeValue?] = [:], kind: String = "meetup_invitation"
    ) throws -> MailMessage {
        let meetup = try meetup ?? MeetupsTests.meetup()
        var said: Item = [
            "meetup": .map(meetup.facts), "start": "2026-11-28T16:00:00.000Z", "calendarId": .string(Self.calendarID),
            "sequence": 0,
        ]
        for (field, value) in facts { said[field] = value }
        var contact: Item = ["email": "ada@example.com", "name": "Ada Lovelace", "language": "en"]
        for (field, value) in changes { contact[field] = value }
        return try mail().message(
            for: OutboxEntry(
                id: try #require(UUIDv7(Self.id)), kind: "mail", user: try user("user-123"),
                payload: [
                    "news": .string(kind), "contact": .map(contact), "facts": .map(said),
                    "link": ["meetups", "weekly"], "happenedAt": "2026-11-23T16:30:00.000Z",
                ],
                createdAt: try moment("2026-11-23T16:30:01Z")))
    }

    @Test("it is from us to the person, and answers to it go to the host")
    func addresses() throws {
        let message = try invitation()
        #expect(message.id == UUIDv7(Self.id))
        #expect(message.date == (try moment("2026-11-23T16:30:00Z")))
        #expect(message.sender == (try MailAddress(name: "Convene", "post@convene.example")))
        #expect(message.recipient == (try MailAddress(name: "Ada Lovelace", "ada@example.com")))
        #expect(message.replyTo == (try MailAddress(name: "Rico Martinez", "rico@learnermax.com")))
        #expect(message.headers == [try .init("X-Convene-Effect", Self.id)])
        #expect(message.subject == "Invitation: Weekly")
        #expect(message.language == "en")
    }

    @Test("it says in English what, when and where")
    func english() throws {
        #expect(
            try invitation().text == """
                Hello Ada Lovelace,

                You are signed up for “Weekly” with Rico Martinez.

                When: Saturday, November 28, 2026 at 10:00 AM (America/Chicago, UTC−6)
                Repeats: every Saturday at 10:00 AM, for 1 hour

                What we do.

                While a session runs, you can join it from the meetup’s page:
                \(Self.page)

                Accept the invitation, or open the attached file, to have all sessions in your calendar.

                """)
    }

    @Test("it says in French what, when and where")
    func french() throws {
        let message = try invitation(
            to: meetup(day: 0, hour: 14, minutes: 90), contact: ["language": "fr"],
            facts: ["start": "2026-11-01T20:00:00Z"])
        #expect(message.subject == "Invitation : Weekly")
        #expect(
            message.text == """
                Bonjour Ada Lovelace,

                Vous êtes inscrit(e) à « Weekly » avec Rico Martinez.

                Quand : dimanche 29 novembre 2026 à 14 h 00 (America/Chicago, UTC−6)
                Répétition : tous les dimanches à 14 h 00, pendant 90 minutes

                What we do.

                Pendant une séance, vous pouvez la rejoindre depuis la page de la rencontre :
                \(Self.page)

                Acceptez l’invitation, ou ouvrez le fichier joint, pour avoir toutes les séances dans votre agenda.

                """)
    }

    @Test("its file is an invitation of the host to every session from that one on")
    func calendar() throws {
        let message = try invitation(facts: ["sequence": 3])
        let invitation = try #require(message.invitation)
        let file = String(decoding: invitation.file, as: UTF8.self).replacingOccurrences(of: "\r\n ", with: "")
        let lines = Array(file.components(separatedBy: "\r\n").drop { $0 != "BEGIN:VEVENT" })
        #expect(invitation.method == "REQUEST")
        #expect(file.contains("\r\nMETHOD:REQUEST\r\n"))
        #expect(
            lines == [
                "BEGIN:VEVENT", "UID:\(Self.calendarID)", "DTSTAMP:20261123T163000Z", "SEQUENCE:3",
                "DTSTART;TZID=America/Chicago:20261128T100000", "DTEND;TZID=America/Chicago:20261128T110000",
                "RRULE:FREQ=WEEKLY;BYDAY=SA", "SUMMARY:Weekly",
                "DESCRIPTION:What we do.\\n\\nWhile a session runs\\, you can join it from the meetup’s page:\\n\(Self.page)",
                "LOCATION:\(Self.page)", "URL:\(Self.page)", "STATUS:CONFIRMED", "TRANSP:OPAQUE",
                "ORGANIZER;CN=\"Rico Martinez\";SENT-BY=\"mailto:post@convene.example\":mailto:rico@learnermax.com",
                "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=\"Ada Lovelace\""
                    + ":mailto:ada@example.com",
                "END:VEVENT", "END:VCALENDAR", "",
            ])
    }

    @Test("the same entry always makes the same bytes")
    func sameBytes() throws {
        #expect(try invitation().bytes == invitation().bytes)
    }

    @Test("the link to the session itself is nowhere in it")
    func noLink() throws {
        let message = try invitation()
        let file = String(decoding: try #require(message.invitation).file, as: UTF8.self)
        for text in [message.text, message.html, file] { #expect(!text.contains("zoom.us")) }
    }

    @Test("leaving takes the sessions out of the calendar: the same entry, cancelled, with a higher sequence")
    func leaving() throws {
        let message = try invitation(facts: ["sequence": 1], kind: "meetup_left")
        let calendar = try #require(message.invitation)
        let file = String(decoding: calendar.file, as: UTF8.self)
        #expect(message.subject == "No longer signed up: Weekly")
        #expect(calendar.method == "CANCEL")
        for line in ["METHOD:CANCEL", "UID:\(Self.calendarID)", "SEQUENCE:1", "STATUS:CANCELLED"] {
            #expect(file.contains("\r\n\(line)\r\n"), "\(line)")
        }
        #expect(
            message.text == """
                Hello Ada Lovelace,

                You are no longer signed up for “Weekly” with Rico Martinez.

                Repeats: every Saturday at 10:00 AM, for 1 hour

                To sign up again:
                \(Self.page)

                The attached file takes the sessions out of your calendar.

                """)
    }

    @Test("what names hold stays text, and is not longer than a name")
    func hostileNames() throws {
        let evil = "<script>alert(\"1\")</script>\r\nBcc: eve@example.com"
        let message = try invitation(contact: ["name": .string(evil)])
        #expect(!message.html.contains("<script"))
        #expect(message.html.contains("Hello &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; Bcc: eve@example.com,"))
        let long = try invitation(contact: ["name": .string(String(repeating: "é", count: 10_000))])
        #expect(long.recipient.name == String(repeating: "é", count: 200))
    }

    @Test(
        "news that can't be read name the member that is why",
        arguments: [
            ([:], ["email": nil], "contact.email"), ([:], ["email": "ada"], "contact.email"),
            ([:], ["name": 7], "contact.name"), (["start": "soon"], [:], "start"),
            (["start": "9999-12-31T00:00:00Z"], [:], "start"), (["calendarId": "1"], [:], "calendarId"),
            (["sequence": "0"], [:], "sequence"), (["sequence": -1], [:], "sequence"), (["meetup": nil], [:], "meetup"),
            (["meetup": ["meetupId": "weekly"]], [:], "meetup.title"),
        ] as [([String: AttributeValue?], [String: AttributeValue?], String)])
    func unusable(
        facts: [String: AttributeValue?], contact: [String: AttributeValue?], member: String
    ) throws {
        #expect(throws: EffectError.unreadable(member)) { try invitation(contact: contact, facts: facts) }
    }

    @Test("news of a kind that only a newer version knows wait for it")
    func otherKind() throws {
        #expect(throws: EffectError.blocked("no news of that kind are known here")) { try invitation(kind: "push") }
    }

    @Test("a language that we do not speak is English")
    func language() throws {
        #expect(try invitation(contact: ["language": "de"]).language == "en")
        #expect(try invitation(contact: ["language": nil]).language == "en")
    }

    @Test("the settings say who writes and where the pages are; what is missing or makes no sense is named")
    func settings() throws {
        let settings = ["MAIL_FROM": "Convene <post@convene.example>", "WEB_BASE_URL": "https://convene.example"]
        let live = try Letterhead.live(TestHost(settings).host.settings)
        #expect(live.page(to: ["meetups", "a b"]) == "https://convene.example/meetups/a%20b")
        for (name, value) in [
            ("MAIL_FROM", ""), ("MAIL_FROM", "Convene"), ("MAIL_FROM", "a@b, c@d"), ("WEB_BASE_URL", ""),
            ("WEB_BASE_URL", "convene.example"), ("WEB_BASE_URL", "https://"), ("WEB_BASE_URL", "https://a b"),
            ("WEB_BASE_URL", "javascript:alert(1)"), ("WEB_BASE_URL", "https://a\"onclick"),
        ] {
            let host = TestHost(settings.merging([name: value]) { $1 }).host
            #expect(throws: SettingsError.self, "\(name)=\(value)") { try Letterhead.live(host.settings) }
        }
    }

    @Test("Python's email and icalendar read it, in both languages and whatever people are called")
    func judged() throws {
        let names = ["Ada Lovelace", "Zoë \"Z\" O'Brien; Jr., PhD", "山田 太郎", "שלום\u{200F}", "a\r\nb: c\u{202E}\0"]
        try PythonJudge.withFolder { folder in
            for (index, name) in names.enumerated() {
                for language in ["en", "fr"] {
                    let contact: [String: AttributeValue?] = ["name": .string(name), "language": .string(language)]
                    try write(try invitation(contact: contact), "\(language)-\(index)", to: folder)
                    let leaving = try invitation(contact: contact, facts: ["sequence": 1], kind: "meetup_left")
                    try write(leaving, "\(language)-\(index)-left", to: folder)
                }
            }
            let objections = try PythonJudge.objections(of: "Mail/test_messages.py", to: folder)
            #expect(objections.isEmpty, "\(objections)")
        }
    }

    private func write(_ message: MailMessage, _ file: String, to folder: URL) throws {
        let expected: [String: Any] = [
            "subject": message.subject, "From": ["Convene", "post@convene.example"],
            "To": [message.recipient.name, "ada@example.com"], "messageId": "<\(Self.id)@convene.example>",
            "date": "2026-11-23T16:30:00+00:00", "text": message.text, "html": message.html,
            "method": message.invitation?.method ?? "",
            "headers": [
                "From", "Reply-To", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language",
                "X-Convene-Effect", "MIME-Version", "Content-Type",
            ],
        ]
        try Data(message.bytes).write(to: folder.appending(path: "\(file).eml"))
        try JSONSerialization.data(withJSONObject: expected).write(to: folder.appending(path: "\(file).json"))
    }
}
