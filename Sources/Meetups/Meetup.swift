public import Scheduling
import Time

/// A weekly session with a host, open to everyone.
public struct Meetup: Equatable, Sendable {
    /// A slug, which is also its place in addresses and keys.
    public let id: String
    /// The title in lists and invitations.
    public let title: String
    /// A description of its subject.
    public let description: String
    /// The times at which its sessions begin.
    public let schedule: Recurrence
    /// The length of a session in minutes.
    public let duration: Int
    /// The address of its sessions, shown only while one is running.
    public let zoomLink: String
    /// The name of the host.
    public let hostName: String
    /// The host's address, for invitations; never part of an answer.
    public let hostEmail: String

    /// Creates a meetup whose sessions end `duration` minutes after they begin.
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
    /// Returns the session that is running at the given moment, or else the next one.
    func session(at moment: Instant) -> Occurrence {
        schedule.currentOccurrence(at: moment, lasting: duration)
            ?? Occurrence(start: schedule.nextOccurrence(after: moment), lasting: duration)
    }
}
