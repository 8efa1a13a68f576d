public import Platform

/// What can stand between a person and a meetup.
public enum MeetupError: Error, Equatable {
    /// No meetup has the id.
    case unknownMeetup
}

extension MeetupError: DescribesProblem {
    /// What callers are told.
    public var problem: Problem {
        switch self {
        case .unknownMeetup:
            Problem(
                .notFound, code: "meetup_not_found",
                Phrase(english: "Meetup not found", french: "Rencontre introuvable"),
                details: [.init(field: "meetupId", problem: "names no meetup")])
        }
    }
}
