import DynamoDB
import Foundation
import JSON
import Mail
import Platform
import Scheduling
import Storage
import Testbed
import Testing
import Time

@testable import Meetups

@Suite("The mail of an invitation")
struct InvitationMailTests {
    private static let id = "01935a2b-7c00-7000-8000-000000000001"
    private static let calendarID = "01935a2b-7c00-7000-8000-000000000002"
    private static let page = "https://convene.example/meetups/weekly"

    private func invitations(_ meetups: [Meetup]? = nil) throws -> InvitationMail {
        InvitationMail(
            catalogue: MeetupCatalogue(try meetups ?? [try meetup()]),
            letterhead: Letterhead(
                sender: try MailAddress(name: "Convene", "post@convene.example"), website: "https://convene.example/"))
    }

    /// What a sign-up leaves in the outbox, and changes to it.
    private func entry(
        _ changes: [String: AttributeValue?] = [:], kind: String = "meetup_invitation"
    ) throws -> OutboxEntry {
        var payload: Item = [
            "userId": "user-123", "email": "ada@example.com", "name": "Ada Lovelace", "language": "en",
            "meetupId": "weekly", "start": "2026-11-28T16:00:00.000Z", "calendarId": .string(Self.calendarID),
            "sequence": 0,
        ]
        for (field, value) in changes { payload[field] = value }
        return OutboxEntry(
            id: try #require(UUIDv7(Self.id)), kind: kind, payload: payload,
            createdAt: try moment("2026-11-23T16:30:00Z"))
    }

    @Test("it is from us to the person, and answers to it go to the host")
    func addresses() throws {
        let message = try invitations().message(for: entry())
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
            try invitations().message(for: entry()).text == """
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
        let message = try invitations([try meetup(day: 0, hour: 14, minutes: 90)]).message(
            for: entry(["language": "fr", "start": "2026-11-01T20:00:00Z"]))
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
        let message = try invitations().message(for: entry(["sequence": 3]))
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
        #expect(try invitations().message(for: entry()).bytes == invitations().message(for: entry()).bytes)
    }

    @Test("the link to the session itself is nowhere in it")
    func noLink() throws {
        let message = try invitations().message(for: entry())
        let file = String(decoding: try #require(message.invitation).file, as: UTF8.self)
        for text in [message.text, message.html, file] { #expect(!text.contains("zoom.us")) }
    }

    @Test("a schedule that has changed since counts from its first session that is not earlier")
    func changedSchedule() throws {
        let message = try invitations([try meetup(day: 2, hour: 18)]).message(for: entry())
        let file = String(decoding: try #require(message.invitation).file, as: UTF8.self)
        #expect(file.contains("\r\nDTSTART;TZID=America/Chicago:20261201T180000\r\n"))
        #expect(message.text.contains("When: Tuesday, December 1, 2026 at 6:00 PM (America/Chicago, UTC−6)\n"))
    }

    @Test("what names hold stays text, and is not longer than a name")
    func hostileNames() throws {
        let evil = "<script>alert(\"1\")</script>\r\nBcc: eve@example.com"
        let message = try invitations().message(for: entry(["name": .string(evil)]))
        #expect(!message.html.contains("<script"))
        #expect(message.html.contains("Hello &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; Bcc: eve@example.com,"))
        let long = try invitations().message(for: entry(["name": .string(String(repeating: "é", count: 10_000))]))
        #expect(long.recipient.name == String(repeating: "é", count: 200))
    }

    @Test(
        "an entry that is no invitation says which part of it is why",
        arguments: [
            (["email": nil], .unusableInvitation("email: is missing")),
            (["email": "ada"], .unusableInvitation("email: is not an address that mail can go to")),
            (["name": 7], .unusableInvitation("name: is missing")),
            (["start": "soon"], .unusableInvitation("start: is no time")),
            (["start": "9999-12-31T00:00:00Z"], .unusableInvitation("start: must be in the years 1970 to 9900")),
            (["calendarId": "1"], .unusableInvitation("calendarId: is no id")),
            (["sequence": "0"], .unusableInvitation("sequence: is no number from 0 on")),
            (["sequence": -1], .unusableInvitation("sequence: is no number from 0 on")),
            (["meetupId": "other"], .unknownMeetup),
        ] as [([String: AttributeValue?], MeetupError)])
    func unusable(changes: [String: AttributeValue?], expected: MeetupError) throws {
        #expect(throws: expected) { try invitations().message(for: entry(changes)) }
    }

    @Test("an entry of another kind is none")
    func otherKind() throws {
        #expect(throws: MeetupError.unusableInvitation("kind: is another one")) {
            try invitations().message(for: entry(kind: "push"))
        }
    }

    @Test("a language that we do not speak is English")
    func language() throws {
        #expect(try invitations().message(for: entry(["language": "de"])).language == "en")
        #expect(try invitations().message(for: entry(["language": nil])).language == "en")
    }

    @Test("the settings say who writes and where the pages are; what is missing or makes no sense is named")
    func settings() throws {
        let settings = ["MAIL_FROM": "Convene <post@convene.example>", "WEB_BASE_URL": "https://convene.example"]
        let live = try InvitationMail.live(on: TestHost(settings).host)
        let entry = try entry(["meetupId": "spec-driven-dev-weekly"])
        #expect(try live.message(for: entry).text.contains("https://convene.example/meetups/spec-driven-dev-weekly\n"))
        for (name, value) in [
            ("MAIL_FROM", ""), ("MAIL_FROM", "Convene"), ("MAIL_FROM", "a@b, c@d"), ("WEB_BASE_URL", ""),
            ("WEB_BASE_URL", "convene.example"), ("WEB_BASE_URL", "https://"), ("WEB_BASE_URL", "https://a b"),
            ("WEB_BASE_URL", "javascript:alert(1)"), ("WEB_BASE_URL", "https://a\"onclick"),
        ] {
            let host = TestHost(settings.merging([name: value]) { $1 }).host
            #expect(throws: SettingsError.self, "\(name)=\(value)") { try InvitationMail.live(on: host) }
        }
    }

    @Test("Python's email and icalendar read it, in both languages and whatever people are called")
    func judged() throws {
        let names = ["Ada Lovelace", "Zoë \"Z\" O'Brien; Jr., PhD", "山田 太郎", "שלום\u{200F}", "a\r\nb: c\u{202E}\0"]
        try PythonJudge.withFolder { folder in
            for (index, name) in names.enumerated() {
                for language in ["en", "fr"] {
                    let entry = try entry(["name": .string(name), "language": .string(language)])
                    try write(try invitations().message(for: entry), "\(language)-\(index)", to: folder)
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
            "date": "2026-11-23T16:30:00+00:00", "text": message.text, "html": message.html, "method": "REQUEST",
            "headers": [
                "From", "Reply-To", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language",
                "X-Convene-Effect", "MIME-Version", "Content-Type",
            ],
        ]
        try Data(message.bytes).write(to: folder.appending(path: "\(file).eml"))
        try JSONSerialization.data(withJSONObject: expected).write(to: folder.appending(path: "\(file).json"))
    }
}
