public import JSON
public import Platform
import Scheduling
import Storage
public import Time

/// A meetup as one person sees it at one moment.
public struct ListedMeetup: Equatable, Sendable {
    let meetup: Meetup
    let nextOccurrence: Instant
    /// The session that is running; nil between two.
    let currentOccurrence: Occurrence?
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
        let current = meetup.schedule.currentOccurrence(at: now, lasting: meetup.duration)
        let mayJoin = current != nil && (isSignedUp || !isLinkForSignedUpOnly)
        return ListedMeetup(
            meetup: meetup, nextOccurrence: meetup.schedule.nextOccurrence(after: now), currentOccurrence: current,
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
    /// Writes what callers may know of a meetup; what there is only while it is running is absent otherwise, not null.
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
