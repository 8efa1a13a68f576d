public import Platform

/// Why something can't be done about a meetup.
public enum MeetupError: Error, Equatable {
    /// No meetup has the id.
    case unknownMeetup
}

extension MeetupError: DescribesProblem {
    /// What callers are told.
    public var problem: Problem {
        switch self {
        case .unknownMeetup:
            .notFound(
                "meetup_not_found", Phrase(english: "Meetup not found", french: "Rencontre introuvable"),
                details: [.init(field: "meetupId", problem: "is not a known meetup")])
        }
    }
}
