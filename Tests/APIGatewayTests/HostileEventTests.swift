import JSON
import Platform
import Testing
import Time

@testable import APIGateway

@Suite("Events that no service of good will sends")
struct HostileEventTests {
    /// A route that reads every part of a request.
    private func inspect(_ request: APIRequest) throws -> APIResponse {
        let identity = try request.requireIdentity()
        _ = try (request.idempotencyKey(), request.query.single("limit"), request.language)
        try request.refuseUnreadableBody()
        guard try request.path("meetupId") == "weekly" else {
            throw Problem(.notFound, code: "meetup_not_found", Phrase(english: "Meetup not found", french: "…"))
        }
        return .json(Confirmation("Hello \(identity.name)"))
    }

    /// Returns the status of the answer, after checking its envelope.
    private func status(_ event: [UInt8]) throws -> Int? {
        let answer = try answer(to: event, by: inspect)
        let status = answer.payload["statusCode"]?.int
        if status != 200 {
            let body = try #require(try JSONValue(parsing: answer.body.utf8).object)
            #expect(Set(body.keys) == ["error", "code", "message", "details", "requestId"])
            #expect(answer.body.utf8.count < 1_000)
        }
        return status
    }

    @Test(
        "what is no event is refused with status 400",
        arguments: [
            "", " ", "null", "5", "\"2.0\"", "[]", "[{\"version\":\"2.0\"}]", "{", "{}", "{}{}", "not JSON",
            "\u{FEFF}{}",
            "{\"version\":\"2.0\"}", "{\"version\":\"3.0\"}", "{\"version\":2.0}", "{\"requestContext\":[]}",
            "{'version':'2.0'}", #"{"version":"\ud800"}"#,
        ])
    func noEvent(text: String) throws {
        #expect(try status(Array(text.utf8)) == 400)
    }

    @Test("the answer to what is no event, whole")
    func noEventAnswer() throws {
        let answer = try answer(to: Array("[]".utf8), by: inspect)
        #expect(
            answer.body
                == #"{"error":"The request is not valid: event is not API Gateway's.","code":"invalid_request","#
                + #""message":"The request is not valid: event is not API Gateway's.","#
                + #""details":[{"field":"event","problem":"is not API Gateway's"}],"requestId":"invocation-1"}"#)
    }

    @Test("bytes that are not UTF-8 are refused")
    func notUTF8() throws {
        #expect(try status([0xFF, 0xFE]) == 400)
        #expect(try status(Array(#"{"version":"2.0","rawPath":""#.utf8) + [0xC3, 0x28] + Array(#""}"#.utf8)) == 400)
    }

    @Test("a megabyte of nesting is refused", arguments: ["[", "{\"a\":", "[{\"a\":"])
    func nesting(opening: String) throws {
        #expect(try status(Array(String(repeating: opening, count: 1_000_000 / opening.utf8.count).utf8)) == 400)
        let inside = Event.http(["body": .string(String(repeating: "[", count: 60_000))])
        #expect(try status(inside.json()) == 400)
    }

    @Test("six megabytes are taken in, and refused where they stand")
    func sixMegabytes() throws {
        let megabytes = String(repeating: "x", count: 6 << 20)
        let text = JSONValue.string(megabytes)
        #expect(try status(Event.http(["body": text]).json()) == 413)
        #expect(try status(Event.http(["body": text, "isBase64Encoded": true]).json()) == 413)
        #expect(try status(Event.http(["pathParameters": ["meetupId": text]]).json()) == 404)
        #expect(try status(Event.http(["headers": ["idempotency-key": text]]).json()) == 400)
        #expect(try status(Event.http(context: ["authorizer": ["jwt": ["claims": ["sub": text]]]]).json()) == 401)
        #expect(try status(Event.http(context: ["authorizer": ["jwt": text]]).json()) == 401)
        #expect(try status(Event.http(["rawQueryString": .string("%" + megabytes)]).json()) == 400)
        #expect(try status(Event.http(["unknown": text]).json()) == 200)
        #expect(try status(Event.http(context: ["requestId": text, "authorizer": nil]).json()) == 401)
    }

    @Test("a hundred thousand headers, or spellings of one, take no quadratic time")
    func manyHeaders() throws {
        let names = (0..<100_000).map { "h\($0)" }
        let spellings = (0..<100_000).map { number in
            String("accept-language".enumerated().map { number >> $0 & 1 == 1 ? Character($1.uppercased()) : $1 })
        }
        for names in [names, spellings] {
            let headers = JSONValue.object(Dictionary(names.map { ($0, "fr") }) { one, _ in one })
            let event = Event.http(["headers": headers], context: ["authorizer": nil]).json()
            let start = MonotonicTime.now
            #expect(try status(event) == 401)
            #expect(start.milliseconds(until: .now) < 10_000)
        }
    }

    @Test(
        "a number, a list or an object in the place of a string never brings a function down",
        arguments: [JSONValue.null, 5, 1e300, true, [], [[]], [:], ["a": "b"], .string("\u{0}"), "%", ""])
    func wrongTypes(value: JSONValue) throws {
        for event in [Event.http(), Event.rest()] {
            let members = try #require(event.object)
            for name in members.keys {
                let changed = JSONValue.object(members.merging([name: value]) { _, new in new })
                #expect([200, 400, 401, 404].contains(try status(changed.json())), "\(name)")
            }
            let context = try #require(event["requestContext"]?.object)
            for name in context.keys {
                let changed = context.merging([name: value]) { _, new in new }
                let whole = JSONValue.object(members.merging(["requestContext": .object(changed)]) { _, new in new })
                #expect([200, 400, 401, 404].contains(try status(whole.json())), "\(name)")
            }
        }
    }

    @Test(
        "an id that is none of ours is not found, and the answer does not repeat it",
        arguments: [
            String(repeating: "x", count: 10_000), "a/b", "a#b", "a\u{0}b", "%2F", "..", "<script>alert(1)</script>",
            "weekly ", "WEEKLY", "\u{202E}weekly", "weekly\u{301}",
        ])
    func oddIDs(id: String) throws {
        let answer = try answer(to: Event.http(["pathParameters": ["meetupId": .string(id)]]).json(), by: inspect)
        #expect(answer.payload["statusCode"] == 404)
        #expect(!answer.body.contains(id))
    }

    @Test("what is refused is not repeated")
    func noEcho() throws {
        let script = JSONValue.string("<script>%zz\u{1F}</script>")
        let events = [
            Event.http(["rawQueryString": script]), Event.http(["headers": ["idempotency-key": script]]),
            Event.http(["body": script]), Event.http(["body": script, "isBase64Encoded": true]),
            Event.rest(["path": script]), Event.rest(["pathParameters": ["meetupId": script]]),
            Event.http(context: ["authorizer": ["jwt": ["claims": ["sub": script]]]]),
        ]
        for event in events {
            let answer = try answer(to: event.json(), by: inspect)
            #expect([400, 401].contains(answer.payload["statusCode"]?.int ?? 0))
            #expect(!answer.body.contains("script"))
        }
    }
}
