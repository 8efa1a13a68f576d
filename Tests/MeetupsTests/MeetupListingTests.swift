import JSON
import Platform
import Scheduling
import Testbed
import Testing
import Time

@testable import Meetups

@Suite("The list of meetups")
struct MeetupListingTests {
    private func listed(_ meetup: Meetup, at text: String) throws -> ListedMeetup {
        let listing = MeetupListing(catalogue: MeetupCatalogue([meetup]), signUps: KnownSignUps(meetupIDs: []))
        return try #require(listing.meetups(for: user("ada"), at: moment(text)).first)
    }

    private func next(_ meetup: Meetup, at text: String) throws -> String {
        let next = try listed(meetup, at: text).nextOccurrence
        return next.iso8601(offset: meetup.schedule.zone.offset(at: next))
    }

    @Test(
        "nextOccurrence is the next Saturday at 10:00 in Chicago, strictly later than now",
        arguments: [
            ("2026-11-22T00:00:00Z", "2026-11-28T10:00:00.000-06:00"),
            ("2026-11-28T15:59:59.999Z", "2026-11-28T10:00:00.000-06:00"),
            ("2026-11-28T16:00:00Z", "2026-12-05T10:00:00.000-06:00"),
            ("2026-11-28T16:30:00Z", "2026-12-05T10:00:00.000-06:00"),
            ("2026-11-29T05:00:00Z", "2026-12-05T10:00:00.000-06:00"),
            ("2026-12-31T12:00:00Z", "2027-01-02T10:00:00.000-06:00"),
        ])
    func nextOccurrence(now: String, expected: String) throws {
        #expect(try next(meetup(), at: now) == expected)
    }

    @Test(
        "nextOccurrence keeps its time on the wall when the clocks change: CST to CDT and back",
        arguments: [
            ("2026-03-05T12:00:00Z", "2026-03-07T10:00:00.000-06:00"),
            ("2026-03-07T16:00:00Z", "2026-03-14T10:00:00.000-05:00"),
            ("2026-03-14T14:59:59Z", "2026-03-14T10:00:00.000-05:00"),
            ("2026-10-31T14:59:59Z", "2026-10-31T10:00:00.000-05:00"),
            ("2026-10-31T15:00:00Z", "2026-11-07T10:00:00.000-06:00"),
            ("2026-11-01T07:30:00Z", "2026-11-07T10:00:00.000-06:00"),
        ])
    func clockChanges(now: String, expected: String) throws {
        #expect(try next(meetup(), at: now) == expected)
    }

    @Test(
        "a meetup on the morning on which the clocks change starts as the wall shows it",
        arguments: [
            // 02:30 is left out on 2026-03-08, and shown twice at 01:00 on 2026-11-01.
            (2, "2026-03-07T12:00:00Z", "2026-03-08T03:00:00.000-05:00"),
            (1, "2026-10-31T12:00:00Z", "2026-11-01T01:00:00.000-05:00"),
            (10, "2026-03-07T12:00:00Z", "2026-03-08T10:00:00.000-05:00"),
            (10, "2026-10-31T12:00:00Z", "2026-11-01T10:00:00.000-06:00"),
        ])
    func changingMornings(hour: Int, now: String, expected: String) throws {
        #expect(try next(meetup(day: 0, hour: hour), at: now) == expected)
    }

    @Test(
        "a meetup is running from its start up to its end, at which it is over",
        arguments: [
            ("2026-11-28T15:59:59.999Z", false), ("2026-11-28T16:00:00Z", true), ("2026-11-28T16:30:00Z", true),
            ("2026-11-28T16:59:59.999Z", true), ("2026-11-28T17:00:00Z", false), ("2026-11-28T17:00:00.999Z", false),
            ("2026-11-27T16:30:00Z", false), ("2026-11-29T16:30:00Z", false), ("2026-11-28T10:30:00Z", false),
            // In summer the same hour is a different one in UTC.
            ("2026-07-04T15:00:00Z", true), ("2026-07-04T16:00:00Z", false), ("2026-03-14T15:30:00Z", true),
            ("2026-11-07T15:30:00Z", false), ("2026-11-07T16:30:00Z", true),
        ])
    func isRunning(now: String, expected: Bool) throws {
        #expect(try (listed(meetup(), at: now).currentOccurrence != nil) == expected)
    }

    @Test("a meetup on a Sunday takes place, which is day 0")
    func sunday() throws {
        let sunday = try meetup(day: 0)
        #expect(try next(sunday, at: "2026-11-28T16:30:00Z") == "2026-11-29T10:00:00.000-06:00")
        #expect(try listed(sunday, at: "2026-11-28T16:30:00Z").currentOccurrence == nil)
        #expect(
            try listed(sunday, at: "2026-11-29T16:30:00Z").currentOccurrence
                == Occurrence(start: moment("2026-11-29T16:00:00Z"), lasting: 60))
    }

    @Test("every day of the week has its own day", arguments: 0...6)
    func everyDay(day: Int) throws {
        // 2026-11-22 is a Sunday.
        #expect(try next(meetup(day: day), at: "2026-11-22T06:00:00Z") == "2026-11-\(22 + day)T10:00:00.000-06:00")
    }

    @Test("a meetup across midnight is running on both sides of it")
    func acrossMidnight() throws {
        let late = try meetup(hour: 23, minutes: 120)
        for (now, isRunning) in [
            ("2026-11-29T04:59:59Z", false), ("2026-11-29T05:00:00Z", true), ("2026-11-29T06:00:00Z", true),
            ("2026-11-29T06:59:59Z", true), ("2026-11-29T07:00:00Z", false),
        ] {
            #expect(try (listed(late, at: now).currentOccurrence != nil) == isRunning, "\(now)")
        }
        #expect(try next(late, at: "2026-11-29T06:00:00Z") == "2026-12-05T23:00:00.000-06:00")
    }

    @Test("a meetup is written in the document's order, its link only while it is running and its host's address never")
    func written() throws {
        let meetup = try meetup()
        let idle = ListedMeetup(
            meetup: meetup, nextOccurrence: try moment("2026-11-28T16:00:00Z"), currentOccurrence: nil,
            isSignedUp: true,
            zoomLink: nil)
        #expect(
            json(idle)
                == #"{"meetupId":"weekly","title":"Weekly","description":"What we do.","#
                + #""nextOccurrence":"2026-11-28T10:00:00.000-06:00","isRunning":false,"isSignedUp":true,"#
                + #""duration":60,"hostName":"Rico Martinez"}"#)
        #expect(
            json(try listed(meetup, at: "2026-11-28T16:30:00Z"))
                == #"{"meetupId":"weekly","title":"Weekly","description":"What we do.","#
                + #""nextOccurrence":"2026-12-05T10:00:00.000-06:00","currentOccurrence":{"#
                + #""start":"2026-11-28T10:00:00.000-06:00","end":"2026-11-28T11:00:00.000-06:00"},"#
                + #""isRunning":true,"isSignedUp":false,"#
                + #""zoomLink":"https://zoom.us/j/1","duration":60,"hostName":"Rico Martinez"}"#)
    }

    @Test("REQUIRE_SIGNUP_FOR_LINK keeps the link from who is not signed up", arguments: [true, false], [true, false])
    func linkPolicy(isSignedUp: Bool, isForSignedUpOnly: Bool) throws {
        let listing = MeetupListing(
            catalogue: MeetupCatalogue([try meetup()]), signUps: KnownSignUps(meetupIDs: isSignedUp ? ["weekly"] : []),
            isLinkForSignedUpOnly: isForSignedUpOnly)
        let ada = try user("ada")
        let running = try #require(listing.meetups(for: ada, at: moment("2026-11-28T16:30:00Z")).first)
        #expect(running.zoomLink == (isSignedUp || !isForSignedUpOnly ? "https://zoom.us/j/1" : nil))
        let idle = try #require(listing.meetups(for: ada, at: moment("2026-11-28T15:30:00Z")).first)
        #expect(idle.zoomLink == nil)
    }

    @Test("each meetup has its own flag, and a sign-up for none of ours changes nothing")
    func flags() throws {
        let listing = MeetupListing(
            catalogue: MeetupCatalogue([try meetup("one"), try meetup("two")]),
            signUps: KnownSignUps(meetupIDs: ["two", "gone"]))
        let meetups = try listing.meetups(for: user("ada"), at: moment("2026-11-22T00:00:00Z"))
        #expect(meetups.map(\.meetup.id) == ["one", "two"])
        #expect(meetups.map(\.isSignedUp) == [false, true])
    }
}
