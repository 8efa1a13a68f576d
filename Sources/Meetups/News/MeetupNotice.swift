import DynamoDB
import JSON
import News
import Platform
import Profiles
import Scheduling
import Storage
import Time

/// News of a meetup for a user who signs up for it or leaves it.
///
/// It keeps all that it says of the meetup, so that a later deployment cannot change it.
struct MeetupNotice {
    enum Kind: String, CaseIterable {
        /// An invitation to all sessions.
        case invitation = "meetup_invitation"
        /// The removal of the sessions from the user's calendar.
        case left = "meetup_left"
    }

    let kind: Kind
    let user: UserID
    let contact: Contact
    let meetup: Meetup
    let signedUpAt: Instant
    let calendarID: UUIDv7
    var isFarewell = false

    /// Returns the outbox entry that tells the user; nil if they can't be reached.
    ///
    /// In the user's calendar the sessions begin with the first one after they signed up. Another start would be a
    /// change of the calendar entry, so a repeated invitation has the same one. To calendars, leaving is a change too.
    func entry(at now: Instant) -> OutboxEntry? {
        guard contact.email != nil else { return nil }
        let facts: Item = [
            "meetup": .map(meetup.facts),
            "start": .string(meetup.session(at: signedUpAt).start.iso8601),
            "calendarId": .string(calendarID.description),
            "sequence": kind == .left ? 1 : 0,
        ]
        return News(
            kind.rawValue, for: user, contact, facts: facts, link: ["meetups", meetup.id], isFarewell: isFarewell,
            at: now
        ).entry
    }
}

extension Meetup {
    /// The facts about the meetup that news have: all but the link to its sessions.
    var facts: Item {
        [
            "meetupId": .string(id), "title": .string(title), "description": .string(description),
            "dayOfWeek": .number(schedule.weekday.rawValue), "hour": .number(schedule.hour),
            "minute": .number(schedule.minute), "timezone": .string(schedule.zone.name),
            "duration": .number(duration), "hostName": .string(hostName), "hostEmail": .string(hostEmail),
        ]
    }

    /// Reads the meetup from the facts that news have.
    ///
    /// - Throws: `EffectError.unreadable` with the member that is at fault, `EffectError.blocked` while its zone can't
    ///   be read.
    init(_ facts: Payload, zones: ZoneFiles) throws(EffectError) {
        self.init(
            id: try facts.text("meetupId"), title: try facts.text("title"),
            description: try facts.text("description"), schedule: try Self.schedule(facts, zones),
            duration: try facts.count("duration"), zoomLink: "", hostName: try facts.text("hostName"),
            hostEmail: try facts.text("hostEmail"))
    }

    private static func schedule(_ facts: Payload, _ zones: ZoneFiles) throws(EffectError) -> Recurrence {
        let name = try facts.text("timezone")
        let (day, hour, minute) = (
            try facts.count("dayOfWeek"), try facts.count("hour"), try facts.count("minute")
        )
        do throws(SchedulingError) {
            return try Recurrence(dayOfWeek: day, hour: hour, minute: minute, zone: Zone(named: name, in: zones))
        } catch {
            switch error {
            case .outOfRange, .malformedZoneName: throw facts.unreadable("schedule")
            default: throw .blocked("\(error)")
            }
        }
    }
}
