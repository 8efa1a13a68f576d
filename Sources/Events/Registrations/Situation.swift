import DynamoDB
import Platform
import Profiles
import Time

/// What a decision about someone and an event rests on, as it was read.
struct Situation: Equatable {
    /// What they would like to come to.
    let event: Event
    /// Who fits in.
    let seats: Seats
    /// What they have there already.
    let registration: Registration?
    /// How their profile says that they are reached; nil for a user without one, or where nobody asked.
    let profile: Contact?

    /// What news say of the event.
    var facts: EventFacts { EventFacts(event) }
}

extension Event {
    /// True of its item while nobody has written it since it was read: a deleted one has moved on, and one that took
    /// its id since was made at another time.
    var isUnchanged: Condition {
        attribute("version") == .number(version) && attribute("createdAt") == .string(createdAt.iso8601)
    }

    /// True of its seats while nobody has written the event since it was read.
    ///
    /// The seats mirror what a registration rests on, so that nothing checks the event itself: an edit of it would
    /// compete with everyone who registers. Seats of an older version mirror nothing yet.
    var isMirrored: Condition {
        let (version, made) = (attribute("eventVersion"), attribute("eventCreatedAt"))
        return (version.isMissing || version == .number(self.version))
            && (made.isMissing || made == .string(createdAt.iso8601))
    }

    /// What its seats mirror of it.
    var mirror: Item {
        ["eventVersion": .number(version), "eventCreatedAt": .string(createdAt.iso8601)]
    }
}

extension Seats {
    /// True while nobody has joined or left the line since it was read.
    ///
    /// A promotion rests on it, since a ticket lower than the first one in the line may still be on its way.
    var isLineUnchanged: Condition {
        let departed = attribute("departed")
        return attribute("waiting") == .number(waiting)
            && (departed.isMissing || departed == .number(self.departed))
    }
}
