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
    private let letterhead: Letterhead

    /// Invitations to the catalogue's meetups, which lead to their pages.
    ///
    /// They never have the link to the session itself: a calendar is passed on too easily. The page shows it while the
    /// session runs.
    public init(catalogue: MeetupCatalogue, letterhead: Letterhead) {
        self.catalogue = catalogue
        self.letterhead = letterhead
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
        let first = Occurrence(start: start, lasting: meetup.duration)
        let now = meetup.session(at: order.createdAt)
        let page = letterhead.page("meetups", meetup.id)
        let wording = InvitationWording(
            meetup: meetup, session: first.start < now.start ? now : first, name: order.recipient.name, page: page,
            language: order.language)
        let calendar = try calendar(order, meetup, first, page, wording)
        return letterhead.message(
            wording.letter, id: entry.id, date: entry.createdAt, to: order.recipient,
            replyTo: try? MailAddress(name: meetup.hostName, meetup.hostEmail),
            invitation: .init(method: calendar.method.rawValue, file: calendar.bytes))
    }

    private func calendar(
        _ order: InvitationOrder, _ meetup: Meetup, _ first: Occurrence, _ page: String, _ wording: InvitationWording
    ) throws(MeetupError) -> CalendarObject {
        let sender = letterhead.sender.address
        let isSentByHost = sender == meetup.hostEmail
        do throws(SchedulingError) {
            let event = try CalendarEvent(
                id: "\(order.calendarID)", sequence: order.sequence, stamp: order.createdAt,
                timing: .weekly(meetup.schedule, from: first), summary: meetup.title,
                description: wording.note, location: page, url: page,
                organizer: Organizer(
                    name: meetup.hostName, address: meetup.hostEmail, sentBy: isSentByHost ? "" : sender),
                attendees: [Attendee(name: order.recipient.name, address: order.recipient.address)])
            return CalendarObject(.request, event)
        } catch {
            throw .unusableInvitation("\(error)")
        }
    }
}

extension InvitationMail {
    /// The invitations of a function.
    public static func live(on host: Host) throws -> InvitationMail {
        InvitationMail(catalogue: try .live(on: host), letterhead: try .live(host.settings))
    }
}

/// What an entry of the outbox says about an invitation.
struct InvitationOrder {
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
        do throws(MailError) {
            return try MailAddress(name: name, address)
        } catch {
            throw .unusableInvitation("email: is \(error)")
        }
    }
}
