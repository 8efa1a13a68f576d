public import JSON
public import Platform
import Scheduling
import Storage
public import Time

/// A meetup as one user sees it at one moment.
public struct ListedMeetup: Equatable, Sendable {
    let meetup: Meetup
    let nextOccurrence: Instant
    /// The session that is running; nil between sessions.
    let currentOccurrence: Occurrence?
    let isSignedUp: Bool
    /// The link to the running session; nil unless the user may see it.
    let zoomLink: String?
}

/// Lists the meetups.
public struct MeetupListing {
    private let catalogue: MeetupCatalogue
    private let signUps: any SignUpReading
    private let isLinkForSignedUpOnly: Bool

    /// Creates a listing of the catalogue; `isLinkForSignedUpOnly` hides links from users without a sign-up.
    public init(catalogue: MeetupCatalogue, signUps: any SignUpReading, isLinkForSignedUpOnly: Bool = false) {
        self.catalogue = catalogue
        self.signUps = signUps
        self.isLinkForSignedUpOnly = isLinkForSignedUpOnly
    }

    /// Returns all meetups as the user sees them now.
    public func meetups(for user: UserID, at now: Instant) throws -> [ListedMeetup] {
        let signedUp = try signUps.signedUpMeetups(of: user)
        return catalogue.meetups.map { meetup in
            listed(meetup, isSignedUp: signedUp.contains(meetup.id), at: now)
        }
    }

    private func listed(_ meetup: Meetup, isSignedUp: Bool, at now: Instant) -> ListedMeetup {
        let current = meetup.schedule.currentOccurrence(at: now, lasting: meetup.duration)
        let mayJoin = current != nil && (isSignedUp || !isLinkForSignedUpOnly)
        return ListedMeetup(
            meetup: meetup, nextOccurrence: meetup.schedule.nextOccurrence(after: now), currentOccurrence: current,
            isSignedUp: isSignedUp, zoomLink: mayJoin ? meetup.zoomLink : nil)
    }
}

extension MeetupListing {
    /// Returns the listing for a function; REQUIRE_SIGNUP_FOR_LINK hides links from users without a sign-up.
    public static func live(on host: Host) throws -> MeetupListing {
        MeetupListing(
            catalogue: try .live(on: host), signUps: SignUpRepository(table: try .live(on: host)),
            isLinkForSignedUpOnly: try host.settings.flag("REQUIRE_SIGNUP_FOR_LINK"))
    }
}

extension ListedMeetup: JSONWritable {
    /// Writes the members that callers may see.
    ///
    /// Members that exist only while the meetup is running are absent otherwise, not null.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("meetupId", meetup.id)
            json.member("title", meetup.title)
            json.member("description", meetup.description)
            json.member("nextOccurrence", onItsClock(nextOccurrence))
            if let currentOccurrence {
                json.object("currentOccurrence") { json in
                    json.member("start", onItsClock(currentOccurrence.start))
                    json.member("end", onItsClock(currentOccurrence.end))
                }
            }
            json.member("isRunning", currentOccurrence != nil)
            json.member("isSignedUp", isSignedUp)
            if let zoomLink { json.member("zoomLink", zoomLink) }
            json.member("duration", meetup.duration)
            json.member("hostName", meetup.hostName)
        }
    }

    private func onItsClock(_ moment: Instant) -> String {
        moment.iso8601(offset: meetup.schedule.zone.offset(at: moment))
    }
}
