import DynamoDB
import JSON
import Platform
import Scheduling
import Storage
import Time

/// The calendar invitation that follows a sign-up: to the session that is running, or else to the next one, and to all
/// behind it.
struct Invitation {
    let address: String
    let meetup: Meetup
    let occurrence: Occurrence
    /// What is to be sent, for the outbox.
    let entry: OutboxEntry

    /// Nil for a person to whom no mail may go.
    ///
    /// In their calendar the sessions begin with the one that they signed up for first: whoever is invited again gets
    /// the same entry again, since another start would be a change of it.
    init?(
        to person: Identity, _ meetup: Meetup, since signedUpAt: Instant, calendarID: UUIDv7, at now: Instant,
        in language: Language
    ) {
        guard let address = person.mailAddress else { return nil }
        self.address = address
        self.meetup = meetup
        occurrence = meetup.session(at: now)
        entry = OutboxEntry(
            id: .make(at: now), kind: "meetup_invitation",
            payload: [
                "userId": .string(person.userID.text),
                "email": .string(address),
                "name": .string(person.name),
                "language": .string(language.rawValue),
                "meetupId": .string(meetup.id),
                "start": .string(meetup.session(at: signedUpAt).start.iso8601),
                "calendarId": .string(calendarID.description),
                "sequence": 0,
            ],
            createdAt: now)
    }

    /// What the log says of it.
    var intent: [String: JSONValue] {
        let offset = meetup.schedule.zone.offset(at: occurrence.start)
        return [
            "to": .string(address),
            "meetup": .string(meetup.title),
            "nextOccurrence": .string(occurrence.start.iso8601(offset: offset)),
        ]
    }
}
