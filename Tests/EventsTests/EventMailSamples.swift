import DynamoDB
import Mail
import News
import Platform
import Scheduling
import Storage
import Testing
import Time

@testable import Events

/// News of an event as the outbox keeps them, and the mails made of them.
enum EventMailSample {
    static let id = "01935a2b-7c00-7000-8000-000000000001"
    static let calendarID = "01935a2b-7c00-7000-8000-000000000002"
    static let page = "https://convene.example/events/swift-evening"

    static func mails() throws -> NewsMail {
        NewsMail(
            EventNews(zones: ZoneFiles(folders: ["/usr/share/zoneinfo"])).kinds,
            letterhead: Letterhead(
                sender: try MailAddress(name: "Convene", "post@convene.example"), website: "https://convene.example"))
    }

    /// Returns the mail's entry, with changes to the user's contact, to the news and to their event.
    ///
    /// A change to nil removes a member.
    static func entry(
        _ kind: String, _ changes: [String: AttributeValue?] = [:], event: [String: AttributeValue?] = [:]
    ) throws -> OutboxEntry {
        var said: Item = [
            "eventId": "swift-evening", "title": "Swift evening", "description": "Three talks.\nThen pizza.",
            "date": "2026-12-15", "startTime": "18:00", "endTime": "20:30", "timezone": "Europe/Paris",
            "location": "1 rue de Rivoli, Paris", "organizer": "Cocoaheads", "status": "active",
        ]
        for (name, value) in event { said[name] = value }
        var contact: Item = ["email": "ada@example.com", "name": "Ada Lovelace", "language": "en"]
        var facts: Item = [
            "status": kind == "event_waitlisted" ? "waitlisted" : "registered", "calendarId": .string(calendarID),
            "sequence": 3, "event": .map(said),
        ]
        for (name, value) in changes {
            if contact[name] != nil { contact[name] = value } else { facts[name] = value }
        }
        let isEventGone = facts.removeValue(forKey: "isEventGone") != nil
        let moment = "2026-11-23T16:30:00Z"
        return OutboxEntry(
            id: try #require(UUIDv7(id)), kind: "mail", user: UserID("ada"),
            payload: [
                "news": .string(kind), "contact": .map(contact), "facts": .map(facts),
                "link": isEventGone ? [] : ["events", "swift-evening"], "happenedAt": .string(moment),
            ],
            createdAt: try #require(Instant(iso8601: moment)))
    }

    static func mail(
        _ kind: String, _ changes: [String: AttributeValue?] = [:], event: [String: AttributeValue?] = [:]
    ) throws -> MailMessage {
        try mails().message(for: entry(kind, changes, event: event))
    }
}

extension MailMessage {
    /// The lines of its calendar file, with folded ones made whole; empty without a file.
    var calendarLines: [String] {
        let file = invitation.map { String(decoding: $0.file, as: UTF8.self) } ?? ""
        return file.split(separator: "\r\n").reduce(into: []) { lines, line in
            if line.hasPrefix(" "), let last = lines.popLast() {
                lines.append(last + line.dropFirst())
            } else {
                lines.append(String(line))
            }
        }
    }

    /// The lines about the event itself.
    var eventLines: [String] {
        Array(calendarLines.drop { $0 != "BEGIN:VEVENT" })
    }
}
