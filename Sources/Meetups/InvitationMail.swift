import Bytes
import DynamoDB
public import Mail
public import Platform
import Scheduling
public import Storage
import Time

/// Makes the mail of the invitations that sign-ups leave in the outbox.
public struct InvitationMail {
    /// What the outbox calls such an entry.
    public static let kind = "meetup_invitation"

    private let catalogue: MeetupCatalogue
    private let sender: MailAddress
    private let website: String

    /// Invitations to the catalogue's meetups, from that sender, which lead to their pages on that website.
    ///
    /// They never have the link to the session itself: a calendar is passed on too easily. The page shows it while the
    /// session runs.
    public init(catalogue: MeetupCatalogue, sender: MailAddress, website: String) {
        self.catalogue = catalogue
        self.sender = sender
        self.website = website.hasSuffix("/") ? String(website.dropLast()) : website
    }

    /// The mail that the entry asks for, always the same for the same entry.
    ///
    /// Throws `MeetupError.unusableInvitation` for an entry of which no mail can be made, and `unknownMeetup` for one
    /// to a meetup that is no more: trying them again is in vain.
    public func message(for entry: OutboxEntry) throws(MeetupError) -> MailMessage {
        let order = try InvitationOrder(entry)
        let meetup = try catalogue.meetup(order.meetupID)
        // The schedule may have changed since: then it is the first session of the new one that is not earlier.
        let start = meetup.schedule.nextOccurrence(after: order.start.adding(milliseconds: -1))
        let session = Occurrence(start: start, lasting: meetup.duration)
        let page = "\(website)/meetups/\(PercentEncoding.encode(meetup.id))"
        let wording = InvitationWording(
            meetup: meetup, session: session, name: order.recipient.name, page: page, language: order.language)
        let calendar = try calendar(order, meetup, session, page, wording)
        return MailMessage(
            id: entry.id, date: entry.createdAt, sender: sender,
            replyTo: try? MailAddress(name: meetup.hostName, meetup.hostEmail), recipient: order.recipient,
            subject: wording.subject, language: order.language.rawValue, text: wording.text, html: wording.html,
            invitation: .init(method: calendar.method.rawValue, file: calendar.bytes),
            headers: [try? MailMessage.Header("X-Convene-Effect", "\(entry.id)")].compactMap(\.self))
    }

    private func calendar(
        _ order: InvitationOrder, _ meetup: Meetup, _ session: Occurrence, _ page: String, _ wording: InvitationWording
    ) throws(MeetupError) -> CalendarObject {
        let isSentByHost = sender.address == meetup.hostEmail
        do throws(SchedulingError) {
            let event = try CalendarEvent(
                id: "\(order.calendarID)", sequence: order.sequence, stamp: order.createdAt,
                timing: .weekly(meetup.schedule, from: session), summary: meetup.title,
                description: wording.note, location: page, url: page,
                organizer: Organizer(
                    name: meetup.hostName, address: meetup.hostEmail, sentBy: isSentByHost ? "" : sender.address),
                attendees: [Attendee(name: order.recipient.name, address: order.recipient.address)])
            return CalendarObject(.request, event)
        } catch {
            throw .unusableInvitation("\(error)")
        }
    }
}

extension InvitationMail {
    /// The invitations of a function: WEB_BASE_URL says where the pages are, MAIL_FROM who writes, as an address or as
    /// `Name <address>`.
    public static func live(on host: Host) throws -> InvitationMail {
        InvitationMail(
            catalogue: try .live(on: host), sender: try sender(host.settings), website: try website(host.settings))
    }

    private static func sender(_ settings: Settings) throws(SettingsError) -> MailAddress {
        let text = try settings.required("MAIL_FROM")
        do throws(MailError) {
            return try MailAddress(text: text)
        } catch {
            throw SettingsError(name: "MAIL_FROM", problem: "is no address such as Convene <post@example.org>")
        }
    }

    private static func website(_ settings: Settings) throws(SettingsError) -> String {
        let text = try settings.required("WEB_BASE_URL")
        let isAddress = ["https://", "http://"].contains { text.hasPrefix($0) && text.utf8.count > $0.utf8.count }
        guard isAddress, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"\"#<>?\\^`{|}".utf8.contains($0) })
        else { throw SettingsError(name: "WEB_BASE_URL", problem: "is no address such as https://example.org") }
        return text
    }
}

/// What an entry of the outbox says about an invitation.
struct InvitationOrder {
    /// Of a longer name, what is beyond is no name.
    private static let longestName = 200

    let recipient: MailAddress
    let language: Language
    let meetupID: String
    let start: Instant
    let calendarID: UUIDv7
    let sequence: Int
    let createdAt: Instant

    init(_ entry: OutboxEntry) throws(MeetupError) {
        guard entry.kind == InvitationMail.kind else { throw .unusableInvitation("kind: is another one") }
        let payload = entry.payload
        func text(_ field: String) throws(MeetupError) -> String {
            guard let text = payload[field]?.string else { throw .unusableInvitation("\(field): is missing") }
            return text
        }
        guard let start = Instant(iso8601: try text("start")) else { throw .unusableInvitation("start: is no time") }
        guard let calendarID = UUIDv7(try text("calendarId")) else { throw .unusableInvitation("calendarId: is no id") }
        guard let sequence = payload["sequence"]?.int, sequence >= 0 else {
            throw .unusableInvitation("sequence: is no number from 0 on")
        }
        recipient = try Self.recipient(try text("name"), try text("email"))
        language = payload["language"]?.string.flatMap(Language.init) ?? .english
        meetupID = try text("meetupId")
        self.start = start
        self.calendarID = calendarID
        self.sequence = sequence
        createdAt = entry.createdAt
    }

    private static func recipient(_ name: String, _ address: String) throws(MeetupError) -> MailAddress {
        let name = String(name.unicodeScalars.prefix(longestName))
        do throws(MailError) {
            return try MailAddress(name: name, address)
        } catch {
            throw .unusableInvitation("email: is \(error)")
        }
    }
}
