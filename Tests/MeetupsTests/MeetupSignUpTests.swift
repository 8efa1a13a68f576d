import DynamoDB
import JSON
import News
import Platform
import Profiles
import Storage
import Testbed
import Testing
import Time

@testable import Meetups

@Suite("Signing up for a meetup")
struct MeetupSignUpTests {
    private let signUps = RememberedSignUps()
    private let test = TestHost()

    private func signUp(
        _ person: Identity, for id: String = "weekly", at now: String = "2026-11-23T16:30:00Z",
        language: Language = .english, once key: IdempotencyKey? = nil
    ) throws -> SignUpReceipt {
        let meetups = MeetupSignUp(
            catalogue: MeetupCatalogue([try meetup(), try meetup("other")]), signUps: signUps,
            attempts: Attempts(on: test.host), log: test.host.log)
        return try meetups.signUp(person, for: id, at: moment(now), language: language, once: key)
    }

    /// Returns a sign-up of last week with the given calendar id.
    private func existing(_ calendarID: UUIDv7, lastInviteAt: String?) throws -> ExistingSignUp {
        ExistingSignUp(
            user: try #require(UserID("user-123")),
            receipt: SignUpReceipt(meetupID: "weekly", signedUpAt: try moment("2026-11-14T09:00:00Z")),
            calendarID: calendarID, lastInviteAt: try lastInviteAt.map(moment))
    }

    private func loggedInvites() throws -> [JSONValue] {
        try test.logged.map { try JSONValue(parsing: $0.utf8) }
            .filter { $0["message"] == "Sending calendar invite" }
            .compactMap { $0["fields"] }
    }

    @Test("a sign-up is kept with an invitation to the next session, and the log says so")
    func first() throws {
        let ada = try person()
        let receipt = try signUp(ada, language: .french)
        let now = try moment("2026-11-23T16:30:00Z")
        #expect(receipt == SignUpReceipt(meetupID: "weekly", signedUpAt: now))
        let added = try #require(signUps.added.first)
        #expect(
            added
                == SignUp(
                    person: ada, meetupID: "weekly", signedUpAt: now, calendarID: added.calendarID, language: .french))
        let invitation = try #require(signUps.invitations.first)
        #expect(
            try News(invitation)
                == News(
                    "meetup_invitation", for: ada.userID,
                    Contact(name: "Ada Lovelace", email: "ada@example.com", language: .french),
                    facts: [
                        "meetup": .map(try meetup().facts), "start": "2026-11-28T16:00:00.000Z",
                        "calendarId": .string(added.calendarID.description), "sequence": 0,
                    ], link: ["meetups", "weekly"], at: now))
        #expect(added.calendarID != invitation.id)
        #expect(
            try loggedInvites() == [
                ["userId": "user-123", "meetup": "Weekly", "nextOccurrence": "2026-11-28T10:00:00.000-06:00"]
            ])
    }

    @Test("who signs up while the meetup is running is invited to the session that is running")
    func whileRunning() throws {
        _ = try signUp(person(), at: "2026-11-28T16:30:00Z")
        #expect(signUps.invitations.map { facts($0)["start"] } == ["2026-11-28T16:00:00.000Z"])
        #expect(try loggedInvites().map { $0["nextOccurrence"] } == ["2026-11-28T10:00:00.000-06:00"])
    }

    @Test("at the moment of its end, the next session is meant")
    func atTheEnd() throws {
        _ = try signUp(person(), at: "2026-11-28T17:00:00Z")
        #expect(signUps.invitations.map { facts($0)["start"] } == ["2026-12-05T16:00:00.000Z"])
    }

    @Test("without an address that mail may go to, there is a sign-up and no invitation")
    func noMail() throws {
        for ada in [try person(email: nil), try person(isEmailVerified: false)] {
            _ = try signUp(ada)
        }
        #expect(signUps.added.count == 2)
        #expect(signUps.invitations.isEmpty)
        #expect(try loggedInvites().isEmpty)
    }

    @Test("a meetup that does not exist is unknown, and nothing is kept")
    func unknown() {
        #expect(throws: MeetupError.unknownMeetup) { try signUp(person(), for: "no-such-meetup") }
        #expect(signUps.added.isEmpty)
    }

    @Test(
        "who is signed up already is invited again, at most once a minute",
        arguments: [
            (nil, true), ("2026-11-14T09:00:00Z", true), ("2026-11-23T16:29:00Z", true),
            ("2026-11-23T16:29:00.001Z", false), ("2026-11-23T16:30:00Z", false), ("2026-11-23T17:00:00Z", false),
        ])
    func again(lastInviteAt: String?, isInvited: Bool) throws {
        let calendarID = UUIDv7.make(at: try moment("2026-11-14T09:00:00Z"))
        let before = try existing(calendarID, lastInviteAt: lastInviteAt)
        signUps.existing = before
        #expect(try signUp(person()) == before.receipt)
        #expect(signUps.added.isEmpty)
        #expect(signUps.invitations.map { facts($0)["calendarId"] } == (isInvited ? [.string("\(calendarID)")] : []))
        #expect(signUps.invitations.map { facts($0)["sequence"] } == (isInvited ? [0] : []))
        #expect(signUps.settled == (isInvited ? [] : [before]))
        #expect(try loggedInvites().count == (isInvited ? 1 : 0))
    }

    @Test("whoever is invited again gets the same entry for their calendar, and is told of the session that is next")
    func sameSeries() throws {
        let signedUpAt = try moment("2026-11-14T09:00:00Z")
        signUps.existing = try existing(.make(at: signedUpAt), lastInviteAt: "2026-11-14T09:00:00Z")
        _ = try signUp(person())
        #expect(signUps.invitations.map { facts($0)["start"] } == ["2026-11-14T16:00:00.000Z"])
        #expect(try loggedInvites().map { $0["nextOccurrence"] } == ["2026-11-28T10:00:00.000-06:00"])
    }

    @Test("who is signed up already and has no address for mail is signed up all the same")
    func againWithoutMail() throws {
        let before = try existing(.make(at: moment("2026-11-14T09:00:00Z")), lastInviteAt: nil)
        signUps.existing = before
        #expect(try signUp(person(email: nil)) == before.receipt)
        #expect(signUps.invitations.isEmpty)
        #expect(signUps.settled == [before])
    }

    @Test("when another request was faster to invite, this one succeeds without")
    func overtaken() throws {
        let before = try existing(.make(at: moment("2026-11-14T09:00:00Z")), lastInviteAt: nil)
        let invited = try existing(before.calendarID ?? .make(at: .now), lastInviteAt: "2026-11-23T16:29:59Z")
        signUps.existing = before
        signUps.whatHappensMeanwhile = (invited, ())
        #expect(try signUp(person()) == before.receipt)
        #expect(signUps.settled == [invited])
        #expect(try loggedInvites().isEmpty)
    }

    @Test("a user whose sign-up is erased meanwhile is signed up anew")
    func erasedMeanwhile() throws {
        signUps.existing = try existing(.make(at: moment("2026-11-14T09:00:00Z")), lastInviteAt: nil)
        signUps.whatHappensMeanwhile = (nil, ())
        #expect(try signUp(person()).signedUpAt == moment("2026-11-23T16:30:00Z"))
        #expect(signUps.added.count == 1)
        #expect(signUps.invitations.count == 1)
    }

    @Test("a repeated request is answered as the first time, and no invitation is said to be sent")
    func repeated() throws {
        let first = SignUpReceipt(meetupID: "weekly", signedUpAt: try moment("2026-11-21T12:00:00Z"))
        signUps.repeated = first
        let key = IdempotencyKey("k", method: "POST", path: "/", body: [])
        #expect(try signUp(person(), once: key) == first)
        #expect(try loggedInvites().isEmpty)
    }

    @Test("a request with a key claims it with whatever is written, and one without claims nothing")
    func claims() throws {
        let key = try #require(IdempotencyKey("k", method: "POST", path: "/", body: []))
        _ = try signUp(person())
        #expect(signUps.claims == 0)
        _ = try signUp(person(), once: key)
        #expect(signUps.claims == 1)
        signUps.existing = try existing(.make(at: moment("2026-11-14T09:00:00Z")), lastInviteAt: nil)
        _ = try signUp(person(), once: key)
        #expect(signUps.claims == 2)
        signUps.existing = try existing(.make(at: moment("2026-11-14T09:00:00Z")), lastInviteAt: "2026-11-23T16:30:00Z")
        _ = try signUp(person(), once: key)
        #expect(signUps.claims == 3)
    }
}
