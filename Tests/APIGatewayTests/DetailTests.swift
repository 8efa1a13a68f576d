import JSON
import Platform
import Testing

@testable import APIGateway

@Suite("Answers that carry FastAPI's detail")
struct DetailTests {
    private func refused(
        _ event: JSONValue, _ handle: @escaping (APIRequest) throws -> APIResponse
    ) throws -> (status: Int?, detail: JSONValue?) {
        let answer = try answer(to: event.json(), carriesDetail: true, by: handle)
        return (answer.payload["statusCode"]?.int, try JSONValue(parsing: Array(answer.body.utf8))["detail"])
    }

    private func refused(body: String) throws -> (status: Int?, detail: JSONValue?) {
        try refused(Event.http(["body": .string(body)])) { request in
            _ = try request.fields { fields in (fields.text("title", 1...3), fields.integer("capacity", 1...9)) }
            return .json(Confirmation("Done"))
        }
    }

    @Test("every wrong field of a body is told in FastAPI's words, without what it held")
    func fields() throws {
        let answer = try refused(body: #"{"title":"<script>","capacity":10}"#)
        #expect(answer.status == 422)
        #expect(
            answer.detail == [
                [
                    "type": "string_too_long", "loc": ["body", "title"],
                    "msg": "String should have at most 3 characters",
                ],
                [
                    "type": "less_than_equal", "loc": ["body", "capacity"],
                    "msg": "Input should be less than or equal to 9",
                ],
            ])
    }

    @Test(
        "a body that is none, no JSON or no object is told so",
        arguments: [
            ("", #"[{"type":"missing","loc":["body"],"msg":"Field required"}]"#),
            ("{", #"[{"type":"json_invalid","loc":["body",1],"msg":"JSON decode error"}]"#),
            (
                "[]",
                #"[{"type":"model_attributes_type","loc":["body"],"#
                    + #""msg":"Input should be a valid dictionary or object to extract fields from"}]"#
            ),
        ])
    func noFields(body: String, detail: String) throws {
        let answer = try refused(body: body)
        #expect(answer.status == 422)
        #expect(try answer.detail == JSONValue(parsing: Array(detail.utf8)))
    }

    @Test("parameters, path and headers have their place")
    func places() throws {
        let answers = [
            try refused(Event.http(["rawQueryString": "limit=x"])) { request in
                _ = try request.parameters { fields in fields.integer(ifGiven: "limit", 1...9) }
                return .json(Confirmation("Done"))
            },
            try refused(Event.http(["headers": ["idempotency-key": "é"]])) { request in
                _ = try request.idempotencyKey()
                return .json(Confirmation("Done"))
            },
            try refused(Event.http(["rawQueryString": "%"])) { _ in .json(Confirmation("Done")) },
        ]
        #expect(answers.map(\.status) == [422, 422, 422])
        #expect(
            answers.map { $0.detail?.array?.first?["loc"] } == [
                ["query", "limit"], ["header", "Idempotency-Key"], ["query"],
            ])
    }

    @Test("all other errors carry the English sentence, whatever the language of the message")
    func sentences() throws {
        let event = Event.http(["headers": ["accept-language": "fr"]], context: ["authorizer": nil])
        let answer = try refused(event) { request in
            _ = try request.requireIdentity()
            return .json(Confirmation("Done"))
        }
        #expect(answer.status == 401)
        #expect(answer.detail == "Please sign in.")
        let failure = try refused(Event.http()) { _ in throw JSONError(problem: "secret") }
        #expect(failure.status == 500)
        #expect(failure.detail == .string(Problem.unexpected.message.english))
    }

    @Test("routes that do not ask for it answer 400, and without it")
    func plain() throws {
        let answer = try answer(to: Event.http().json()) { _ in throw Problem.invalid(field: "title", "is wrong") }
        #expect(answer.payload["statusCode"]?.int == 400)
        #expect(try JSONValue(parsing: Array(answer.body.utf8))["detail"] == nil)
    }
}
