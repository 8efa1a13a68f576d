import Foundation
import FunctionsTestbed
import JSON
import LocalLambda
import Testbed
import Testing

@Suite("The real executables, given what no service of good will sends", .enabled(if: LiveTable.isAvailable))
struct HostileEventTests {
    private static var events: [[UInt8]] {
        get throws {
            let sample = try Sample.event("sign-up-for-meetup")
            func with(_ path: String..., is value: JSONValue) -> [UInt8] {
                sample.replacing(path[...], by: value).json()
            }
            let long = JSONValue.string(String(repeating: "x", count: 6 << 20))
            return [
                [], Array("null".utf8), Array("[]".utf8), Array("not JSON".utf8), [0xFF, 0xFE, 0x00],
                [UInt8](repeating: UInt8(ascii: "["), count: 1 << 20),
                with("rawPath", is: 5).replacingOccurrences(of: "\"path\"", with: "\"p\""),
                with("requestContext", is: nil), with("requestContext", "http", is: []),
                with("requestContext", "authorizer", "jwt", "claims", "sub", is: 5),
                with("requestContext", "authorizer", "jwt", "claims", is: "sub"), with("pathParameters", is: nil),
                with("pathParameters", "meetupId", is: "a/b#c\u{0}%2F"), with("pathParameters", "meetupId", is: long),
                with("body", is: long), with("body", is: "{"),
                with("isBase64Encoded", is: true).replacingOccurrences(
                    of: "\"isBase64Encoded\"", with: "\"body\":\"?\",\"isBase64Encoded\""),
                with("rawQueryString", is: "%zz"), with("headers", "idempotency-key", is: "Zoë"),
            ]
        }
    }

    @Test("each is refused with a 4xx in the envelope, and the next caller is served by the same process")
    func refused() throws {
        let sample = try Sample.event("sign-up-for-meetup")
        try LiveTable.with { table throws in
            try withFunction("SignUpForMeetup", on: table, at: Sample.time(sample)) { function throws in
                for event in try Self.events {
                    let answer = try function.answer(to: event)
                    #expect((400..<500).contains(answer.status), "\(String(decoding: event.prefix(80), as: UTF8.self))")
                    let body = try JSONValue(parsing: answer.body.utf8).object
                    #expect(body.map { Set($0.keys) } == ["error", "code", "message", "details", "requestId"])
                    #expect(answer.body.utf8.count < 1_000)
                }
                // A body that is null counts as absent.
                #expect(try function.answer(to: sample.replacing(["body"], by: nil).json()) == .signedUp)
                #expect(function.process.isRunning)
            }
        }
    }
}

extension [UInt8] {
    fileprivate func replacingOccurrences(of text: String, with other: String) -> [UInt8] {
        Array(String(decoding: self, as: UTF8.self).replacingOccurrences(of: text, with: other).utf8)
    }
}
