public import Platform

/// A reason why a request about a meetup fails.
public enum MeetupError: Error, Equatable {
    /// No meetup has the id.
    case unknownMeetup
}

extension MeetupError: DescribesProblem {
    /// The problem for callers.
    public var problem: Problem {
        switch self {
        case .unknownMeetup:
            .notFound(
                "meetup_not_found", Phrase(english: "Meetup not found", french: "Rencontre introuvable"),
                details: [.init(field: "meetupId", problem: "is not a known meetup")])
        }
    }
}
