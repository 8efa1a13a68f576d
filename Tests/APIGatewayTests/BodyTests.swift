import Bytes
import JSON
import Platform
import Testing

@testable import APIGateway

@Suite("Bodies")
struct BodyTests {
    private func body(_ text: String, isBase64: JSONValue = false, largest: Int = 100) throws -> [UInt8] {
        let event = Event.http(["body": .string(text), "isBase64Encoded": isBase64])
        return try #require(GatewayEvent(event.json())).body(atMost: largest)
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

    @Test("a body may have as many bytes as it is allowed, and not one more", arguments: 0...10)
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

    @Test("a request's body may have 64 KiB")
    func largest() throws {
        let text = String(repeating: "x", count: 65_536)
        #expect(try read(Event.http(["body": .string(text)])).body.count == 65_536)
        #expect(problem { try read(Event.http(["body": .string(text + "x")])) }?.kind == .tooLarge)
    }

    @Test("a route without a body takes none, or any JSON, and nothing else")
    func ignoredBodies() throws {
        func ignore(_ text: String?) throws {
            try read(Event.http(["body": text.map(JSONValue.string)])).ignoreBody()
        }
        for text in [nil, "", "{}", "null", "5", #"{"unknown":[1,2]}"#] { try ignore(text) }
        for text in ["{", "a=b", "{}{}", "\u{0}"] {
            #expect(problem { try ignore(text) }?.details.map(\.field) == ["body"])
        }
    }
}
