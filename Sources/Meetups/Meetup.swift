public import Scheduling
import Time

/// A weekly session with a host, open to everyone.
public struct Meetup: Equatable, Sendable {
    /// A slug, which is also its place in addresses and keys.
    public let id: String
    /// What it is called.
    public let title: String
    /// What it is about.
    public let description: String
    /// When it takes place.
    public let schedule: Recurrence
    /// In minutes.
    public let duration: Int
    /// Where it takes place; shown only while it does.
    public let zoomLink: String
    /// Who holds it.
    public let hostName: String
    /// For invitations; never part of an answer.
    public let hostEmail: String

    /// A meetup that is over `duration` minutes after it began.
    public init(
        id: String, title: String, description: String, schedule: Recurrence, duration: Int, zoomLink: String,
        hostName: String, hostEmail: String
    ) {
        self.id = id
        self.title = title
        self.description = description
        self.schedule = schedule
        self.duration = duration
        self.zoomLink = zoomLink
        self.hostName = hostName
        self.hostEmail = hostEmail
    }
}

extension Meetup {
    /// The session that is running at that moment, or else the next one.
    func session(at moment: Instant) -> Occurrence {
        schedule.currentOccurrence(at: moment, lasting: duration)
            ?? Occurrence(start: schedule.nextOccurrence(after: moment), lasting: duration)
    }
}
