import DynamoDB
import Platform
import Profiles
import Time

/// The records on which a decision about a user and an event rests, as they were read.
struct Situation: Equatable {
    /// The event.
    let event: Event
    /// The event's seats.
    let seats: Seats
    /// The user's registration for the event; nil without one.
    let registration: Registration?
    /// The contact from the user's profile; nil without a profile, or if it was not asked for.
    let profile: Contact?

    /// The facts of the event for its news.
    var facts: EventFacts { EventFacts(event) }
}

extension Event {
    /// True of the event's item while no write has changed it since it was read.
    ///
    /// A deleted event has moved on, and an event that took its id since was made at another time.
    var isUnchanged: Condition {
        attribute("version") == .number(version) && attribute("createdAt") == .string(createdAt.iso8601)
    }

    /// True of the event's seats while no write has changed the event since it was read.
    ///
    /// The seats mirror what a registration rests on, and nothing checks the event itself: an edit of it would compete
    /// with everyone who registers. Seats of an older version mirror nothing yet.
    var isMirrored: Condition {
        let (version, made) = (attribute("eventVersion"), attribute("eventCreatedAt"))
        return (version.isMissing || version == .number(self.version))
            && (made.isMissing || made == .string(createdAt.iso8601))
    }

    /// The attributes of the event that its seats mirror.
    var mirror: Item {
        ["eventVersion": .number(version), "eventCreatedAt": .string(createdAt.iso8601)]
    }
}

extension Seats {
    /// True while no user has joined or left the line since it was read.
    ///
    /// A promotion rests on it, since a ticket lower than the first one in the line may still be on its way.
    var isLineUnchanged: Condition {
        let departed = attribute("departed")
        return attribute("waiting") == .number(waiting)
            && (departed.isMissing || departed == .number(self.departed))
    }
}
