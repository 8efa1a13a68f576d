import Bytes
import JSON
import Platform
import Testing

@testable import APIGateway

@Suite("Bodies")
struct BodyTests {
    private func body(_ text: String, isBase64: JSONValue = false, largest: Int = 100) throws -> [UInt8] {
        try read(
            Event.http(["body": .string(text), "isBase64Encoded": isBase64]), largestBody: largest
        ).body
    }

    @Test("a body is the bytes that were sent, encoded or not")
    func plainAndEncoded() throws {
        #expect(try body("Zoë") == Array("Zoë".utf8))
        #expect(try body("Wm/Dqw==", isBase64: true) == Array("Zoë".utf8))
        #expect(try body("/wA=", isBase64: true) == [0xFF, 0x00])
        #expect(try body("", isBase64: true) == [])
        #expect(try body("Wm/Dqw==") == Array("Wm/Dqw==".utf8))
    }

    @Test("base64 that is none is the caller's error", arguments: ["?", "Wm8", "Wm8=\n", "W===", "-_-_", "Zoë="])
    func brokenBase64(text: String) {
        #expect(problem { try body(text, isBase64: true) } == .invalid(field: "body", "is not base64"))
    }

    @Test("a body may have as many bytes as the route reads, and not one more", arguments: 0...10)
    func limits(limit: Int) throws {
        let fitting = [UInt8](repeating: 0x61, count: limit)
        let tooLong = fitting + [0x61]
        #expect(try body(String(decoding: fitting, as: UTF8.self), largest: limit) == fitting)
        #expect(try body(Base64.encode(fitting), isBase64: true, largest: limit) == fitting)
        for refused in [
            problem { try body(String(decoding: tooLong, as: UTF8.self), largest: limit) },
            problem { try body(Base64.encode(tooLong), isBase64: true, largest: limit) },
        ] {
            #expect(refused?.kind == .tooLarge)
            #expect(refused?.code == "body_too_large")
            #expect(refused?.details == [.init(field: "body", problem: "is larger than \(limit) bytes")])
        }
    }

    @Test("the limit is in bytes, not in characters")
    func bytes() throws {
        #expect(try body("ëë", largest: 4).count == 4)
        #expect(problem { try body("ëë", largest: 3) }?.kind == .tooLarge)
    }

    private struct Form: Decodable, Equatable {
        let title: String
        let tags: [String: Int]
    }

    private func form(_ text: String) throws -> Form {
        try read(Event.http(["body": .string(text)]), largestBody: 100_000).body()
    }

    @Test("a body is read as a value")
    func decoded() throws {
        #expect(try form(#"{"title":"a","tags":{"b":1}}"#) == Form(title: "a", tags: ["b": 1]))
    }

    @Test(
        "a body that does not fit is refused by the field that does not, without what it held",
        arguments: [
            ("", "body", "is missing"),
            ("{", "body", "is not JSON: unexpected end at byte 1"),
            ("[]", "body", "expected an object"),
            (#"{"tags":{}}"#, "title", "is missing"),
            (#"{"title":5,"tags":{}}"#, "title", "expected a string"),
            (#"{"title":"a","tags":{"b":"<script>"}}"#, "tags.b", "expected an integer"),
        ])
    func refused(text: String, field: String, problem: String) {
        let details = APIGatewayTests.problem { try form(text) }?.details ?? []
        #expect(details.map(\.field) == [field])
        #expect(details.map(\.problem) == [problem])
    }

    @Test("keys that the caller made up do not fill the answer")
    func longKeys() throws {
        let accents = String(repeating: "\u{301}", count: 50_000)
        for key in [String(repeating: "x", count: 50_000), "a" + accents, accents] {
            let detail = problem { try form(#"{"title":"a","tags":{"\#(key)":"b"}}"#) }?.details.first
            #expect(try #require(detail).field.utf8.count < 250)
        }
    }

    @Test("a route without a body takes none, or any JSON, and nothing else")
    func ignoredBodies() throws {
        func ignore(_ text: String?) throws {
            try read(Event.http(["body": text.map(JSONValue.string)])).refuseUnreadableBody()
        }
        for text in [nil, "", "{}", "null", "5", #"{"unknown":[1,2]}"#] { try ignore(text) }
        for text in ["{", "a=b", "{}{}", "\u{0}"] {
            #expect(problem { try ignore(text) }?.details.map(\.field) == ["body"])
        }
    }
}
