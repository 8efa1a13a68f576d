import DynamoDB
import News
import Platform
import Profiles
import Storage
import Testbed
import Testing
import Time

@testable import Meetups

@Suite("Cancelling a sign-up for a meetup")
struct MeetupSignUpCancellationTests {
    private let signUps = RememberedSignUps()
    private static let contact = Contact(name: "Ada Lovelace", email: "ada@example.com", language: .french)

    private func cancel(_ id: String = "weekly") throws {
        let cancellation = MeetupSignUpCancellation(
            catalogue: MeetupCatalogue([try meetup()]), signUps: signUps, attempts: Attempts(on: TestHost().host))
        try cancellation.cancel(id, of: user("user-123"), at: moment("2026-11-23T16:30:00Z"))
    }

    private func existing(
        contact: Contact? = contact, lastInviteAt: String? = "2026-11-20T09:00:00Z"
    ) throws -> ExistingSignUp {
        let signedUpAt = try moment("2026-11-14T09:00:00Z")
        return ExistingSignUp(
            user: try user("user-123"), receipt: SignUpReceipt(meetupID: "weekly", signedUpAt: signedUpAt),
            calendarID: .make(at: signedUpAt), contact: contact, lastInviteAt: try lastInviteAt.map(moment))
    }

    @Test("a user who was invited gets news that take the sessions out of the same entry of their calendar")
    func invited() throws {
        let existing = try existing()
        signUps.existing = existing
        try cancel()
        #expect(signUps.existing == nil)
        let news = try #require(signUps.invitations.first)
        #expect(signUps.invitations.count == 1)
        let calendarID = try #require(existing.calendarID)
        #expect(
            try News(news)
                == News(
                    "meetup_left", for: user("user-123"), Self.contact,
                    facts: [
                        "meetup": .map(try meetup().facts), "start": "2026-11-14T16:00:00.000Z",
                        "calendarId": .string(calendarID.description), "sequence": 1,
                    ], link: ["meetups", "weekly"], at: moment("2026-11-23T16:30:00Z")))
    }

    @Test("the last news before an erasure are marked so")
    func farewell() throws {
        let now = try moment("2026-11-23T16:30:00Z")
        let entry = try #require(try existing().farewell(to: meetup(), isLast: true, at: now))
        #expect(try News(entry).isFarewell)
    }

    @Test("a user who was never invited, or can't be reached, is told nothing")
    func silent() throws {
        let unreachable = Contact(name: "Ada Lovelace", email: nil, language: .english)
        for signUp in [
            try existing(lastInviteAt: nil), try existing(contact: nil), try existing(contact: unreachable),
        ] {
            signUps.existing = signUp
            try cancel()
            #expect(signUps.existing == nil && signUps.invitations.isEmpty)
        }
    }

    @Test("for a user who isn't signed up it is a success, and nothing is done")
    func again() throws {
        try cancel()
        #expect(signUps.invitations.isEmpty)
    }

    @Test("a meetup that does not exist is unknown, and nothing is cancelled")
    func unknown() throws {
        signUps.existing = try existing()
        #expect(throws: MeetupError.unknownMeetup) { try cancel("no-such-meetup") }
        #expect(signUps.existing != nil)
    }
}
