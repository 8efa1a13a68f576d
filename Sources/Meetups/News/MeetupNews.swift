import Mail
public import News
import Platform
import Profiles
public import Scheduling
import Storage
import Time

/// The wording of news about meetups.
///
/// It never has the link to a session, since calendars are easily passed on. The meetup's page shows the link while the
/// session runs.
public struct MeetupNews {
    private let zones: ZoneFiles

    /// Creates news that use the given time zones.
    public init(zones: ZoneFiles) {
        self.zones = zones
    }

    /// The kinds of news about meetups.
    public var kinds: [NewsKind] {
        MeetupNotice.Kind.allCases.map { kind in
            NewsKind(kind.rawValue) { news, letterhead throws(EffectError) in
                try announcement(kind, news, under: letterhead)
            }
        }
    }

    private func announcement(
        _ kind: MeetupNotice.Kind, _ news: News, under letterhead: Letterhead
    ) throws(EffectError) -> Announcement {
        let facts = Payload(news.facts)
        let meetup = try Meetup(facts.part("meetup"), zones: zones)
        let first = Occurrence(start: try facts.instant("start"), lasting: meetup.duration)
        let now = meetup.session(at: news.happenedAt)
        let wording = MeetupWording(
            kind: kind, meetup: meetup, session: first.start < now.start ? now : first, name: news.contact.name,
            page: letterhead.page(to: news.link), language: news.contact.language)
        let event = try CalendarEvent(
            of: meetup, from: first, facts, to: news, note: wording.note, page: letterhead.page(to: news.link),
            sender: letterhead.sender.address, isEnd: kind == .left)
        return Announcement(
            wording.letter, calendar: CalendarObject(kind == .left ? .cancel : .request, event),
            replyTo: try? MailAddress(name: meetup.hostName, meetup.hostEmail))
    }
}

extension CalendarEvent {
    /// Creates the calendar entry of all sessions of the meetup.
    fileprivate init(
        of meetup: Meetup, from first: Occurrence, _ facts: Payload, to news: News, note: String, page: String,
        sender: String, isEnd: Bool
    ) throws(EffectError) {
        let id = try facts.value("calendarId") { UUIDv7($0) }
        let sequence = try facts.count("sequence")
        let organizer = CalendarOrganizer(
            name: meetup.hostName, address: meetup.hostEmail, sentBy: sender == meetup.hostEmail ? "" : sender)
        do throws(SchedulingError) {
            try self.init(
                id: "\(id)", sequence: sequence, stamp: news.happenedAt,
                timing: .weekly(meetup.schedule, from: first), summary: meetup.title, description: note,
                location: page, url: page, status: isEnd ? .cancelled : .confirmed, organizer: organizer,
                attendees: [Attendee(name: news.contact.name, address: news.contact.email ?? "")])
        } catch {
            throw .unreadable("start")
        }
    }
}
