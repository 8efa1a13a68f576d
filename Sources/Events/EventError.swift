public import Platform

/// What can stand between a person and an event.
public enum EventError: Error, Equatable {
    case unknownEvent
    /// There is one with that id.
    case eventExists
    /// Only its owner, administrators and services may do that.
    case notOwner
    /// Only those who organize events may make one.
    case notOrganizer
    case invalidTransition(from: EventStatus, to: EventStatus)
    /// So many have a seat that the event cannot become that small.
    case capacityBelowRegistered(Int)
    /// An hour does not fit the time that the event has.
    case timeMismatch(Problem.Detail)
    case notActive(EventStatus)
    case full
    case alreadyRegistered
    case unknownRegistration
    /// Nobody registers others but administrators and services.
    case notYourself
    case unknownUser
    /// So many want the same at the same time that ours never got its turn.
    case contention
}

extension EventError: DescribesProblem {
    /// What callers are told.
    public var problem: Problem {
        switch self {
        case .unknownEvent: Self.missing("event_not_found", "Event not found", "Événement introuvable")
        case .unknownRegistration:
            Self.missing("registration_not_found", "Registration not found", "Inscription introuvable")
        case .unknownUser: Self.missing("user_not_found", "User not found", "Utilisateur introuvable")
        case .notOwner:
            Self.forbidden(
                "not_owner", "Only the event's owner and administrators may do that.",
                "Seuls le propriétaire de l'événement et les administrateurs y sont autorisés.")
        case .notOrganizer:
            Self.forbidden(
                "not_organizer", "Only organizers and administrators may create events.",
                "Seuls les organisateurs et les administrateurs peuvent créer des événements.")
        case .notYourself:
            Self.forbidden(
                "not_yourself", "Only administrators may do that for someone else.",
                "Seuls les administrateurs peuvent le faire pour quelqu'un d'autre.")
        case .contention:
            Problem(
                .unavailable(retryAfter: 1), code: "contention",
                Phrase(
                    english: "Too many people are asking for this event. Please try again in a moment.",
                    french: "Trop de personnes demandent cet événement. Veuillez réessayer dans un instant."))
        default: conflict
        }
    }

    private var conflict: Problem {
        switch self {
        case .eventExists:
            Self.conflict(
                "event_exists", "An event with this id exists already.", "Un événement porte déjà cet identifiant.",
                field: "eventId", "names an event that exists")
        case .invalidTransition(let from, let to):
            Self.conflict(
                "invalid_transition", "An event that is \(from.rawValue) cannot become \(to.rawValue).",
                "Un événement « \(from.rawValue) » ne peut pas devenir « \(to.rawValue) ».",
                field: "status", "cannot follow \(from.rawValue)")
        case .capacityBelowRegistered(let registered):
            Self.conflict(
                "capacity_below_registered", "\(registered) people have a seat already.",
                "\(registered) personnes ont déjà une place.",
                field: "capacity", "is below the number of registered people, \(registered)")
        case .timeMismatch(let detail):
            Self.conflict(
                "time_mismatch", "The hours do not fit the event's time: \(detail.field) \(detail.problem).",
                "Les heures ne conviennent pas à la date de l'événement : voir le champ \(detail.field).",
                field: detail.field, detail.problem)
        case .notActive(let status):
            Self.conflict(
                "event_not_active", "The event is \(status.rawValue).", "L'événement est « \(status.rawValue) ».")
        case .full: Self.conflict("event_full", "Event is full", "L'événement est complet")
        case .alreadyRegistered:
            Self.conflict(
                "already_registered", "User is already registered for this event",
                "Cette personne est déjà inscrite à cet événement")
        default: .unexpected
        }
    }

    private static func missing(_ code: String, _ english: String, _ french: String) -> Problem {
        Problem(.notFound, code: code, Phrase(english: english, french: french))
    }

    private static func forbidden(_ code: String, _ english: String, _ french: String) -> Problem {
        Problem(.forbidden, code: code, Phrase(english: english, french: french))
    }

    private static func conflict(
        _ code: String, _ english: String, _ french: String, field: String? = nil, _ problem: String = ""
    ) -> Problem {
        Problem(
            .conflict, code: code, Phrase(english: english, french: french),
            details: field.map { [.init(field: $0, problem: problem)] } ?? [])
    }
}
