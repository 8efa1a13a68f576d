public import Platform

/// What can stand between a person and a meetup.
public enum MeetupError: Error, Equatable {
    /// No meetup has the id.
    case unknownMeetup
    /// No mail can be made of an invitation in the outbox; says which part of it is why, never what it holds.
    case unusableInvitation(String)
}

extension MeetupError: DescribesProblem {
    /// What callers are told.
    public var problem: Problem {
        switch self {
        case .unknownMeetup:
            Problem(
                .notFound, code: "meetup_not_found",
                Phrase(english: "Meetup not found", french: "Rencontre introuvable"),
                details: [.init(field: "meetupId", problem: "is not a known meetup")])
        case .unusableInvitation: .unexpected
        }
    }
}
