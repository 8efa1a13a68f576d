import DynamoDB
import JSON
import Platform
import Storage
import Testbed
import Testing
import Time

@testable import Meetups

/// The item of a sign-up in the requirements, without the additions of this system.
private let bareItem =
    #"{"PK":{"S":"STUDENT#user-123"},"SK":{"S":"MEETUP_SIGNUP#weekly"},"entityType":{"S":"MEETUP_SIGNUP"},"#
    + #""meetupId":{"S":"weekly"},"signedUpAt":{"S":"2026-11-14T09:00:00.000Z"}}"#

private let now = "2026-11-23T16:30:00.000Z"
private let calendarID = "01a1dab2-5a80-7000-8000-000000000001"

@Suite("Sign-ups on the wire")
struct SignUpRepositoryTests {
    private let test = TestHost()
    private let key = IdempotencyKey("key-1", method: "POST", path: "/", body: [])

    private func signUp(
        over transport: ReplayTransport, _ person: Identity, once key: IdempotencyKey? = nil
    ) throws -> SignUpReceipt {
        let signUps = SignUpRepository(table: try .scripted(transport, on: test.host))
        let meetups = MeetupSignUp(
            catalogue: MeetupCatalogue([try meetup()]), signUps: signUps,
            attempts: Attempts(on: test.host, policy: RetryPolicy(tries: 2, baseMilliseconds: 0)), log: test.host.log)
        return try meetups.signUp(person, for: "weekly", at: moment(now), once: key)
    }

    /// Returns the service's answer to a transaction that did nothing, with one reason for each action.
    private func cancelled(_ items: String?...) -> (Int, String) {
        let reasons = items.map { item in
            item.map { #"{"Code":"ConditionalCheckFailed","Message":"The conditional request failed","Item":\#($0)}"# }
                ?? #"{"Code":"None"}"#
        }
        return (
            400,
            #"{"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","message":"cancelled","#
                + #""CancellationReasons":[\#(reasons.joined(separator: ","))]}"#
        )
    }

    /// Returns the answer to a GetItem that finds the given item, or none.
    private func found(_ item: String?) -> (Int, String) {
        (200, item.map { #"{"Item":\#($0)}"# } ?? "{}")
    }

    /// Returns the actions of a transaction as sent over the wire.
    private func actions(_ operation: (name: String, input: [UInt8])) throws -> [String] {
        #expect(operation.name == "TransactWriteItems")
        let input = try JSONValue(parsing: operation.input)
        #expect(try Set(#require(input.object).keys) == ["ClientRequestToken", "TransactItems"])
        return try #require(input["TransactItems"]?.array).map { String(decoding: $0.json(), as: UTF8.self) }
    }

    private func put(_ item: String, if condition: String = "attribute_not_exists(#0)", _ aliases: String) -> String {
        #"{"Put":{"ConditionExpression":"\#(condition)",\#(aliases),"Item":\#(item),"#
            + #""ReturnValuesOnConditionCheckFailure":"ALL_OLD","TableName":"education"}}"#
    }

    private let namePK = ##""ExpressionAttributeNames":{"#0":"PK"}"##

    private func claim(signedUpAt: String = now) -> String {
        put(
            #"{"PK":{"S":"STUDENT#user-123"},"SK":{"S":"IDEMPOTENCY#key-1"},"answer":{"M":{"meetupID":{"S":"weekly"},"#
                + #""signedUpAt":{"S":"\#(signedUpAt)"}}},"entityType":{"S":"IDEMPOTENCY"},"#
                + #""expiresAt":{"N":"1795537800"},"fingerprint":{"S":"\#(fingerprint)"}}"#,
            if: "(attribute_not_exists(#0) OR #1 < :0)",
            ##""ExpressionAttributeNames":{"#0":"PK","#1":"expiresAt"},"##
                + #""ExpressionAttributeValues":{":0":{"N":"1795451400"}}"#)
    }

    /// SHA-256 of `POST`, the path's length, the path, and no body.
    private let fingerprint = "e25771a726522ba2455f186eaf1eeae7f4a26294a7beffdf1642a6d99d270bcf"

    private func outbox(
        _ id: String, calendarID: String, start: String = "2026-11-28T16:00:00.000Z"
    ) throws -> String {
        let shard = id.utf8.reduce(0) { $0 + Int($1) } % 10
        return put(
            #"{"GSI1PK":{"S":"OUTBOX#\#(shard)"},"GSI1SK":{"S":"\#(now)"},"PK":{"S":"OUTBOX#\#(id)"},"#
                + #""SK":{"S":"OUTBOX"},"attempts":{"N":"0"},"createdAt":{"S":"\#(now)"},"entityType":{"S":"OUTBOX"},"#
                + #""kind":{"S":"news"},"payload":{"M":{"contact":{"M":{"email":{"S":"ada@example.com"},"#
                + #""language":{"S":"en"},"name":{"S":"Ada Lovelace"}}},"facts":{"M":{"#
                + #""calendarId":{"S":"\#(calendarID)"},"meetup":{"M":{"dayOfWeek":{"N":"6"},"#
                + #""description":{"S":"What we do."},"duration":{"N":"60"},"#
                + #""hostEmail":{"S":"rico@learnermax.com"},"hostName":{"S":"Rico Martinez"},"hour":{"N":"10"},"#
                + #""meetupId":{"S":"weekly"},"minute":{"N":"0"},"timezone":{"S":"America/Chicago"},"#
                + #""title":{"S":"Weekly"}}},"sequence":{"N":"0"},"start":{"S":"\#(start)"}}},"#
                + #""happenedAt":{"S":"\#(now)"},"link":{"L":[{"S":"meetups"},{"S":"weekly"}]},"#
                + #""news":{"S":"meetup_invitation"}}},"status":{"S":"PENDING"},"userId":{"S":"user-123"}}"#,
            namePK)
    }

    private func renewal(calendarID: String) -> String {
        #"{"Update":{"ConditionExpression":"(attribute_exists(#2) AND (attribute_not_exists(#0) OR #0 <= :2))","#
            + ##""ExpressionAttributeNames":{"#0":"lastInviteAt","#1":"calendarId","#2":"PK"},"##
            + #""ExpressionAttributeValues":{":0":{"S":"\#(now)"},":1":{"S":"\#(calendarID)"},"#
            + #"":2":{"S":"2026-11-23T16:29:00.000Z"}},"#
            + #""Key":{"PK":{"S":"STUDENT#user-123"},"SK":{"S":"MEETUP_SIGNUP#weekly"}},"#
            + #""ReturnValuesOnConditionCheckFailure":"ALL_OLD","TableName":"education","#
            + ##""UpdateExpression":"SET #0 = :0, #1 = :1"}}"##
    }

    /// Returns the ids of the outbox entry and of the calendar entry, from the request that was sent.
    private func ids(_ outboxPut: String) throws -> (entry: String, calendar: String) {
        let item = try JSONValue(parsing: outboxPut.utf8)["Put"]?["Item"]
        let key = try #require(item?["PK"]?["S"]?.string)
        let calendar = try #require(item?["payload"]?["M"]?["facts"]?["M"]?["calendarId"]?["S"]?.string)
        #expect(UUIDv7(calendar) != nil)
        return (String(key.dropFirst("OUTBOX#".count)), calendar)
    }

    @Test("a sign-up, its invitation and its idempotency key are one transaction, exactly this one")
    func first() throws {
        let transport = ReplayTransport((200, "{}"))
        let receipt = try signUp(over: transport, person(), once: key)
        #expect(receipt == SignUpReceipt(meetupID: "weekly", signedUpAt: try moment(now)))
        let actions = try actions(#require(transport.operations.first))
        try #require(actions.count == 3)
        let ids = try ids(actions[1])
        #expect(try #require(UUIDv7(ids.entry)).instant == moment(now))
        let item =
            #"{"GSI1PK":{"S":"MEETUP#weekly"},"GSI1SK":{"S":"SIGNUP#\#(now)#user-123"},"PK":{"S":"STUDENT#user-123"},"#
            + #""SK":{"S":"MEETUP_SIGNUP#weekly"},"calendarId":{"S":"\#(ids.calendar)"},"#
            + #""email":{"S":"ada@example.com"},"entityType":{"S":"MEETUP_SIGNUP"},"language":{"S":"en"},"#
            + #""lastInviteAt":{"S":"\#(now)"},"meetupId":{"S":"weekly"},"name":{"S":"Ada Lovelace"},"signedUpAt":{"S":"\#(now)"}}"#
        #expect(actions[0] == put(item, namePK))
        #expect(actions[1] == (try outbox(ids.entry, calendarID: ids.calendar)))
        #expect(actions[2] == claim())
    }

    @Test("without mail and key there is the sign-up alone, and no time of an invitation in it")
    func alone() throws {
        let transport = ReplayTransport((200, "{}"))
        _ = try signUp(over: transport, person(email: nil))
        let actions = try actions(#require(transport.operations.first))
        let item = try JSONValue(parsing: try #require(actions.first).utf8)["Put"]?["Item"]
        let calendarID = try #require(item?["calendarId"]?["S"]?.string)
        #expect(
            actions == [
                put(
                    #"{"GSI1PK":{"S":"MEETUP#weekly"},"GSI1SK":{"S":"SIGNUP#\#(now)#user-123"},"#
                        + #""PK":{"S":"STUDENT#user-123"},"SK":{"S":"MEETUP_SIGNUP#weekly"},"#
                        + #""calendarId":{"S":"\#(calendarID)"},"entityType":{"S":"MEETUP_SIGNUP"},"#
                        + #""language":{"S":"en"},"meetupId":{"S":"weekly"},"name":{"S":"Ada Lovelace"},"signedUpAt":{"S":"\#(now)"}}"#,
                    namePK)
            ])
    }

    @Test("an address that is not verified is not kept, and no mail goes there")
    func unverified() throws {
        let transport = ReplayTransport((200, "{}"))
        _ = try signUp(over: transport, person(isEmailVerified: false))
        let actions = try actions(#require(transport.operations.first))
        #expect(actions.count == 1)
        #expect(!actions[0].contains("ada@example.com"))
        #expect(!actions[0].contains("lastInviteAt"))
    }

    @Test("who is signed up already gets another invitation with the same calendar id, and keeps the first time")
    func again() throws {
        let item =
            bareItem.dropLast()
            + #","calendarId":{"S":"\#(calendarID)"},"lastInviteAt":{"S":"2026-11-14T09:00:00.000Z"}}"#
        let transport = ReplayTransport(
            cancelled(String(item), nil, nil), found(nil), found(String(item)), (200, "{}"))
        let receipt = try signUp(over: transport, person(), once: key)
        #expect(receipt == SignUpReceipt(meetupID: "weekly", signedUpAt: try moment("2026-11-14T09:00:00Z")))
        try #require(transport.operations.count == 4)
        let actions = try actions(transport.operations[3])
        try #require(actions.count == 3)
        #expect(
            actions == [
                renewal(calendarID: calendarID),
                try outbox(ids(actions[1]).entry, calendarID: calendarID, start: "2026-11-14T16:00:00.000Z"),
                claim(signedUpAt: "2026-11-14T09:00:00.000Z"),
            ])
    }

    @Test(
        "a sign-up that another version kept counts, whatever it lacks, and gets a calendar id with its invitation",
        arguments: [
            bareItem, String(bareItem.dropLast() + #","calendarId":{"S":"uid-1"},"lastInviteAt":{"N":"5"}}"#), "{}",
            #"{"PK":{"S":"STUDENT#user-123"},"meetupId":{"N":"1"},"signedUpAt":{"S":"yesterday"}}"#,
        ])
    func olderItems(item: String) throws {
        let transport = ReplayTransport(cancelled(item, nil), found(item), (200, "{}"))
        let receipt = try signUp(over: transport, person())
        #expect(receipt.meetupID == "weekly")
        #expect(receipt.signedUpAt == (try moment(item.contains("2026-11-14") ? "2026-11-14T09:00:00Z" : now)))
        try #require(transport.operations.count == 3)
        let actions = try actions(transport.operations[2])
        try #require(actions.count == 2)
        let ids = try ids(actions[1])
        let start = item.contains("2026-11-14") ? "2026-11-14T16:00:00.000Z" : "2026-11-28T16:00:00.000Z"
        let entry = try outbox(ids.entry, calendarID: ids.calendar, start: start)
        #expect(actions == [renewal(calendarID: ids.calendar), entry])
    }

    @Test("who was invited within the last minute is answered without another write, but for the key")
    func invitedRecently() throws {
        let item =
            bareItem.dropLast()
            + #","calendarId":{"S":"\#(calendarID)"},"lastInviteAt":{"S":"2026-11-23T16:29:30.000Z"}}"#
        let bare = ReplayTransport(cancelled(String(item), nil), found(String(item)))
        #expect(try signUp(over: bare, person()).signedUpAt == moment("2026-11-14T09:00:00Z"))
        #expect(bare.operations.count == 2)

        let keyed = ReplayTransport(
            cancelled(String(item), nil, nil), found(nil), found(String(item)), (200, "{}"))
        _ = try signUp(over: keyed, person(), once: key)
        try #require(keyed.operations.count == 4)
        let check =
            ##"{"ConditionCheck":{"ConditionExpression":"attribute_exists(#0)","ExpressionAttributeNames":{"#0":"PK"},"##
            + #""Key":{"PK":{"S":"STUDENT#user-123"},"SK":{"S":"MEETUP_SIGNUP#weekly"}},"#
            + #""ReturnValuesOnConditionCheckFailure":"ALL_OLD","TableName":"education"}}"#
        #expect(try actions(keyed.operations[3]) == [check, claim(signedUpAt: "2026-11-14T09:00:00.000Z")])
    }

    @Test("when another request is faster to invite, this one finds its invitation and sends none")
    func overtaken() throws {
        let invited = bareItem.dropLast() + #","lastInviteAt":{"S":"2026-11-23T16:29:59.000Z"}}"#
        let transport = ReplayTransport(
            cancelled(bareItem, nil), found(bareItem), cancelled(bareItem, nil), cancelled(bareItem, nil),
            found(String(invited)))
        #expect(try signUp(over: transport, person()).signedUpAt == moment("2026-11-14T09:00:00Z"))
        #expect(transport.isFinished)
    }

    @Test("a user whose sign-up is erased between the two looks at it is signed up anew")
    func erasedMeanwhile() throws {
        let transport = ReplayTransport(cancelled(bareItem, nil), found(nil), (200, "{}"))
        #expect(try signUp(over: transport, person()).signedUpAt == moment(now))
        #expect(transport.isFinished)
    }

    @Test("the same request with the same key is answered from the first time, and another request is refused")
    func replays() throws {
        func kept(_ fingerprint: String) -> String {
            #"{"answer":{"M":{"meetupID":{"S":"weekly"},"signedUpAt":{"S":"2026-11-23T08:00:00.000Z"}}},"#
                + #""fingerprint":{"S":"\#(fingerprint)"}}"#
        }
        let same = ReplayTransport(cancelled(bareItem, nil, kept(fingerprint)))
        #expect(try signUp(over: same, person(), once: key).signedUpAt == moment("2026-11-23T08:00:00Z"))
        let other = ReplayTransport(cancelled(bareItem, nil, kept("00")))
        let error = #expect(throws: IdempotencyError.self) { try signUp(over: other, person(), once: key) }
        #expect(error?.problem.kind == .unprocessable)
        #expect(same.isFinished && other.isFinished)
    }

    @Test("the meetups that someone is signed up for come by one query, page after page")
    func query() throws {
        let transport = ReplayTransport(
            (
                200,
                #"{"Items":[{"meetupId":{"S":"one"}},{"other":{"S":"x"}}],"LastEvaluatedKey":{"PK":{"S":"a"},"SK":{"S":"b"}}}"#
            ),
            (200, #"{"Items":[{"meetupId":{"S":"two"}},{"meetupId":{"N":"3"}}]}"#))
        let signUps = SignUpRepository(table: try .scripted(transport, on: test.host))
        #expect(try signUps.signedUpMeetups(of: user("user-123")) == ["one", "two"])
        #expect(transport.operations.map(\.name) == ["Query", "Query"])
        #expect(
            String(decoding: transport.operations[0].input, as: UTF8.self)
                == ##"{"TableName":"education","KeyConditionExpression":"#0 = :0 AND begins_with(#1, :1)","##
                + ##""ConsistentRead":true,"ProjectionExpression":"#2","##
                + ##""ExpressionAttributeNames":{"#0":"PK","#1":"SK","#2":"meetupId"},"##
                + #""ExpressionAttributeValues":{":0":{"S":"STUDENT#user-123"},":1":{"S":"MEETUP_SIGNUP#"}}}"#)
    }

    @Test(
        "what the table cannot do now is worth another try later, and all else is our own fault",
        arguments: [
            (400, #"{"__type":"x#ThrottlingException"}"#, 2, Problem.Kind.busy(retryAfter: 1)),
            (400, #"{"__type":"x#ProvisionedThroughputExceededException"}"#, 2, .busy(retryAfter: 1)),
            (500, #"{"__type":"x#InternalServerError"}"#, 2, .unavailable(retryAfter: 1)),
            (503, "Service Unavailable", 2, .unavailable(retryAfter: 1)),
            (400, #"{"__type":"x#ValidationException","message":"secret detail"}"#, 1, .unexpected),
            (400, #"{"__type":"x#ResourceNotFoundException"}"#, 1, .unexpected),
            (400, #"{"__type":"x#AccessDeniedException"}"#, 1, .unexpected),
            (400, #"{"__type":"x#TransactionCanceledException","CancellationReasons":[]}"#, 1, .unexpected),
            (200, "rubbish", 2, .unavailable(retryAfter: 1)),
            (302, "<html>", 1, .unexpected),
        ])
    func failures(status: Int, body: String, tries: Int, expected: Problem.Kind) throws {
        let transport = ReplayTransport(answering: Array(repeating: (status, body), count: tries))
        let error = #expect(throws: DynamoDBError.self) { try signUp(over: transport, person()) }
        #expect(error?.problem.kind == expected)
        #expect(transport.isFinished)
    }
}
