import DynamoDB
import Foundation
import Mail
import Testbed
import Testing

@testable import Events

@Suite("Python's email, icalendar and zoneinfo read the mails about events")
struct EventMailJudgeTests {
    /// A form of an event's time, and what a foreign parser must read out of it.
    private struct Case {
        let event: [String: AttributeValue?]
        let expected: [String: Any]

        init(
            _ date: String, _ start: String?, _ end: String?, _ zone: String, from first: String, lasting seconds: Int
        ) throws {
            let begin = try #require(ISO8601DateFormatter().date(from: first)).timeIntervalSince1970
            event = [
                "date": .string(date), "startTime": start.map { .string($0) }, "endTime": end.map { .string($0) },
                "timezone": .string(zone),
            ]
            expected = [
                "starts": [Int(begin)], "end": Int(begin) + seconds, "zone": zone, "year": Int(first.prefix(4)) ?? 0,
            ]
        }

        init(day: String) {
            event = ["date": .string(day), "startTime": nil, "endTime": nil]
            expected = ["day": day, "year": 2026]
        }
    }

    private static let titles = [
        "Swift evening", "Q&A; \"specs\", prompts\\n and more", "a\r\nMETHOD:CANCEL\r\nb\u{2028}c\u{0}\u{7}",
        "<script>alert('1')</script> ^n ^'", "日本語のイベント👩‍👩‍👧‍👦", "\u{202E}turned\u{202C} שלום\u{200F}",
        String(repeating: "é", count: 200), String(repeating: "😀", count: 200),
    ]

    private func cases() throws -> [Case] {
        [
            Case(day: "2026-12-15"), Case(day: "2024-02-29"),
            try Case("2026-12-15", "18:00", "20:30", "Europe/Paris", from: "2026-12-15T17:00:00Z", lasting: 9_000),
            try Case("2026-12-31", "22:00", "02:00", "Asia/Kathmandu", from: "2026-12-31T16:15:00Z", lasting: 14_400),
            try Case("2026-03-08", "02:30", nil, "America/Chicago", from: "2026-03-08T08:30:00Z", lasting: 3_600),
            try Case("2026-11-01", "00:30", "02:00", "America/Chicago", from: "2026-11-01T05:30:00Z", lasting: 9_000),
            try Case(
                "2026-11-01T01:30:00-06:00", nil, "01:45", "America/Chicago", from: "2026-11-01T07:30:00Z", lasting: 900
            ),
            try Case(
                "2026-06-01T10:00:00Z", nil, nil, "Australia/Lord_Howe", from: "2026-06-01T10:00:00Z", lasting: 3_600),
            try Case("2026-06-01", "10:00", "11:00", "Africa/Casablanca", from: "2026-06-01T09:00:00Z", lasting: 3_600),
            try Case("2026-06-01T10:00:00Z", nil, "12:00", "UTC", from: "2026-06-01T10:00:00Z", lasting: 7_200),
        ]
    }

    @Test("every kind, in both languages, at every time, whatever the event is called")
    func judged() throws {
        try PythonJudge.withFolder { folder in
            var number = 0
            for kind in EventNotice.Kind.allCases {
                for language in ["en", "fr"] {
                    for (index, example) in try cases().enumerated() {
                        let title = Self.titles[(number + index) % Self.titles.count]
                        try write(kind, language, example, title, "\(kind)-\(language)-\(index)", to: folder)
                    }
                    number += 1
                }
            }
            for judge in ["Mail/test_messages.py", "Mail/test_calendars.py"] {
                let objections = try PythonJudge.objections(of: judge, to: folder)
                #expect(objections.isEmpty, "\(objections)")
            }
        }
    }

    private func write(
        _ kind: EventNotice.Kind, _ language: String, _ example: Case, _ title: String, _ name: String, to folder: URL
    ) throws {
        let facts = example.event.merging([
            "title": .string(title), "location": .string(title), "organizer": .string(title),
            "description": .string(title),
        ]) { $1 }
        let mail = try EventMailSample.mail(kind.rawValue, ["language": .string(language)], event: facts)
        var expected: [String: Any] = [
            "subject": mail.subject, "From": ["Convene", "post@convene.example"],
            "To": ["Ada Lovelace", "ada@example.com"],
            "messageId": "<\(EventMailSample.id)@convene.example>", "date": "2026-11-23T16:30:00+00:00",
            "text": shown(mail.text), "html": shown(mail.html),
            "headers": [
                "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language",
                "X-Convene-Effect", "MIME-Version", "Content-Type",
            ],
        ]
        if let invitation = mail.invitation {
            let isEnd = kind == .cancelled || kind == .unregistered
            let line = shown(title).replacingOccurrences(of: "\n", with: " ")
            #expect(mail.subject.hasSuffix(line))
            let page = EventMailSample.page
            expected.merge([
                "method": isEnd ? "CANCEL" : "REQUEST",
                "status": isEnd ? "CANCELLED" : kind == .postponed ? "TENTATIVE" : "CONFIRMED",
                "uid": EventMailSample.calendarID, "sequence": 3, "summary": shown(title), "location": shown(title),
                "description": note(mail, title, page), "url": page, "answer": "ACCEPTED",
                "addresses": ["mailto:post@convene.example", "mailto:ada@example.com"],
                "names": [shown(title), "Ada Lovelace"],
            ]) { $1 }
            expected.merge(example.expected) { $1 }
            try Data(invitation.file).write(to: folder.appending(path: "\(name).ics"))
        }
        #expect((mail.invitation == nil) == (kind == .waitlisted))
        try Data(mail.bytes).write(to: folder.appending(path: "\(name).eml"))
        try JSONSerialization.data(withJSONObject: expected).write(to: folder.appending(path: "\(name).json"))
    }

    /// Returns the texts without the characters by which a text can affect others.
    private func shown(_ text: String) -> String {
        text.replacingOccurrences(of: "\r\n", with: "\n").unicodeScalars.reduce(into: "") { shown, scalar in
            switch scalar.value {
            case 0x2028: shown.append("\n")
            case 0...9, 0xB...0x1F, 0x7F, 0x202A...0x202E: break
            default: shown.unicodeScalars.append(scalar)
            }
        }
    }

    private func note(_ mail: MailMessage, _ title: String, _ page: String) -> String {
        let isFrench = mail.language == "fr"
        var parts = [shown(title)]
        let end =
            isFrench
            ? "Aucune fin n’est annoncée : les agendas affichent une heure."
            : "No end is announced: calendars show one hour."
        if mail.calendarLines.contains(where: { $0.hasPrefix("DESCRIPTION") && $0.contains(end) }) { parts.append(end) }
        if !page.isEmpty {
            parts.append((isFrench ? "En savoir plus sur l’événement :" : "More about the event:") + "\n" + page)
        }
        return parts.joined(separator: "\n\n")
    }
}
