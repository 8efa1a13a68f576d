public import Platform

/// A reason why a request about an event can't be carried out.
public enum EventError: Error, Equatable {
    case unknownEvent
    /// Another event has that id.
    case eventExists
    case invalidTransition(from: EventStatus, to: EventStatus)
    /// A new capacity is below the number of users who have a seat, which is given.
    case capacityBelowRegistered(Int)
    /// An hour doesn't fit the event's time.
    case timeMismatch(Problem.Detail)
    case notActive(EventStatus)
    case full
    case alreadyRegistered
    case unknownRegistration
}

extension EventError: DescribesProblem {
    /// The problem that callers are told.
    public var problem: Problem {
        switch self {
        case .unknownEvent:
            .notFound("event_not_found", Phrase(english: "Event not found", french: "Événement introuvable"))
        case .unknownRegistration:
            .notFound(
                "registration_not_found",
                Phrase(english: "Registration not found", french: "Inscription introuvable"))
        case .eventExists:
            .conflict(
                "event_exists",
                Phrase(
                    english: "An event with this id exists already.",
                    french: "Un événement porte déjà cet identifiant."),
                .init(field: "eventId", problem: "names an event that exists"))
        case .invalidTransition(let from, let to): Self.transition(from, to)
        case .capacityBelowRegistered(let registered): Self.capacity(registered)
        case .timeMismatch(let detail): Self.mismatch(detail)
        case .notActive(let status):
            .conflict(
                "event_not_active",
                Phrase(
                    english: "The event is \(status.rawValue).", french: "L'événement est « \(status.rawValue) »."))
        case .full:
            .conflict("event_full", Phrase(english: "Event is full", french: "L'événement est complet"))
        case .alreadyRegistered:
            .conflict(
                "already_registered",
                Phrase(
                    english: "User is already registered for this event",
                    french: "Cette personne est déjà inscrite à cet événement"))
        }
    }

    private static func transition(_ from: EventStatus, _ to: EventStatus) -> Problem {
        .conflict(
            "invalid_transition",
            Phrase(
                english: "An event that is \(from.rawValue) cannot become \(to.rawValue).",
                french: "Un événement « \(from.rawValue) » ne peut pas devenir « \(to.rawValue) »."),
            .init(field: "status", problem: "cannot follow \(from.rawValue)"))
    }

    private static func capacity(_ registered: Int) -> Problem {
        .conflict(
            "capacity_below_registered",
            Phrase(
                english: "\(registered) people have a seat already.",
                french: "\(registered) personnes ont déjà une place."),
            .init(field: "capacity", problem: "is below the number of registered people, \(registered)"))
    }

    private static func mismatch(_ detail: Problem.Detail) -> Problem {
        .conflict(
            "time_mismatch",
            Phrase(
                english: "The hours do not fit the event's time: \(detail.field) \(detail.problem).",
                french: "Les heures ne conviennent pas à la date de l'événement : voir le champ \(detail.field)."),
            .init(field: detail.field, problem: detail.problem))
    }
}
