public import JSON
public import Platform
import Scheduling
import Storage
public import Time

/// A meetup as one person sees it at one moment.
public struct ListedMeetup: Equatable, Sendable {
    let meetup: Meetup
    let nextOccurrence: Instant
    let isRunning: Bool
    let isSignedUp: Bool
    /// Nil unless it may be shown.
    let zoomLink: String?
}

/// Lists the meetups.
public struct MeetupListing {
    private let catalogue: MeetupCatalogue
    private let signUps: any SignUpReading
    private let isLinkForSignedUpOnly: Bool

    /// Lists the catalogue's meetups; `isLinkForSignedUpOnly` keeps links from everybody else.
    public init(catalogue: MeetupCatalogue, signUps: any SignUpReading, isLinkForSignedUpOnly: Bool = false) {
        self.catalogue = catalogue
        self.signUps = signUps
        self.isLinkForSignedUpOnly = isLinkForSignedUpOnly
    }

    /// All meetups, and what they are to that person now.
    public func meetups(for user: UserID, at now: Instant) throws -> [ListedMeetup] {
        let signedUp = try signUps.signedUpMeetups(of: user)
        return catalogue.meetups.map { meetup in
            listed(meetup, isSignedUp: signedUp.contains(meetup.id), at: now)
        }
    }

    private func listed(_ meetup: Meetup, isSignedUp: Bool, at now: Instant) -> ListedMeetup {
        let isRunning = meetup.schedule.currentOccurrence(at: now, lasting: meetup.duration) != nil
        let mayJoin = isRunning && (isSignedUp || !isLinkForSignedUpOnly)
        return ListedMeetup(
            meetup: meetup, nextOccurrence: meetup.schedule.nextOccurrence(after: now), isRunning: isRunning,
            isSignedUp: isSignedUp, zoomLink: mayJoin ? meetup.zoomLink : nil)
    }
}

extension MeetupListing {
    /// The listing of a function; REQUIRE_SIGNUP_FOR_LINK keeps links from those who did not sign up.
    public static func live(on host: Host) throws -> MeetupListing {
        MeetupListing(
            catalogue: try .live(on: host), signUps: SignUpRepository(table: try .live(on: host)),
            isLinkForSignedUpOnly: try host.settings.flag("REQUIRE_SIGNUP_FOR_LINK"))
    }
}

extension ListedMeetup: JSONWritable {
    /// Writes what callers may know of a meetup; the link is absent, not null, when it may not be shown.
    public func write(to json: inout JSONWriter) {
        let offset = meetup.schedule.zone.offset(at: nextOccurrence)
        json.object { json in
            json.member("meetupId", meetup.id)
            json.member("title", meetup.title)
            json.member("description", meetup.description)
            json.member("nextOccurrence", nextOccurrence.iso8601(offset: offset))
            json.member("isRunning", isRunning)
            json.member("isSignedUp", isSignedUp)
            if let zoomLink { json.member("zoomLink", zoomLink) }
            json.member("duration", meetup.duration)
            json.member("hostName", meetup.hostName)
        }
    }
}
