import Bytes
import Foundation
import JSON
import Testing

@testable import LocalGateway

@Suite("What SES takes")
struct SESRequestTests {
    private static let head = "From: Convene <post@convene.example>\r\nTo: a@b.example, \"B, C\" <c@d.example>\r\n"

    private static func body(
        _ message: String = head + "\r\nHello", from: JSONValue? = nil, to: [String]? = nil,
        destination: JSONValue? = nil
    ) -> [UInt8] {
        var members: [String: JSONValue] = [
            "Content": ["Raw": ["Data": .string(Base64.encode(Array(message.utf8)))]]
        ]
        members["FromEmailAddress"] = from
        members["Destination"] = destination
        if let to { members["Destination"] = ["ToAddresses": .array(to.map(JSONValue.string))] }
        return JSONValue.object(members).json()
    }

    private static func refusal(_ body: [UInt8]) -> SESFailure? {
        do throws(SESFailure) {
            _ = try SESRequest(body)
            return nil
        } catch {
            return error
        }
    }

    @Test("the envelope says who a mail is from and to, and the message where the envelope does not")
    func envelopes() throws {
        let whole = try SESRequest(Self.body(from: "Someone <else@x.example>", to: ["ada@example.com", "B <b@c.d>"]))
        #expect(whole.sender.address == "else@x.example")
        #expect(whole.recipients.map(\.address) == ["ada@example.com", "b@c.d"])
        #expect(whole.bytes == Array((Self.head + "\r\nHello").utf8))
        let bare = try SESRequest(Self.body())
        #expect(bare.sender.address == "post@convene.example")
        #expect(bare.recipients.map(\.address) == ["a@b.example", "c@d.example"])
        #expect(Self.refusal(Self.body(to: (0..<50).map { "a\($0)@b.example" })) == nil)
        #expect(Self.refusal(Self.body(Self.head + "\r\n" + String(repeating: "x", count: 998) + "\r\n")) == nil)
    }

    @Test(
        "a mail that the service would not take is refused, and says why",
        arguments: [
            (body("no header\r\n\r\n"), "Content.Raw.Data: its head has a line that is no header"),
            (body("\r\nFrom: a@b.c"), "Content.Raw.Data: its head has a line that is no header"),
            (body("To: a@b.c\r\n\r\n"), "Missing required header 'From'."),
            (body("From: a@b.c\r\nfrom: a@b.c\r\n\r\n"), "Duplicate header 'From'."),
            (body("From: a@b.c\r\n\r\n"), "Destination: there is no recipient"),
            (body("From: nobody\r\n\r\n"), "From: Missing final '@domain'"),
            (body("From:\r\nTo: a@b.c\r\n\r\n"), "From: there is no address"),
            (
                body(head + "\r\n" + String(repeating: "x", count: 999)),
                "Content.Raw.Data: line 4 has more than 998 octets"
            ),
            (body(to: (0..<51).map { "a\($0)@b.example" }), "Recipient count exceeds 50."),
            (body(to: ["@b.example"]), "Destination.ToAddresses: Missing final '@domain'"),
            (body(to: ["a@b@c.example"]), "Destination.ToAddresses: Illegal address"),
            (
                body(to: ["é@b.example"]),
                "Destination.ToAddresses: an address is at most 320 characters of ASCII without blanks"
            ),
            (
                body(to: ["a@b.example\r\nBcc: x@y.example"]),
                "Destination.ToAddresses: an address is at most 320 characters of ASCII without blanks"
            ),
            (body(from: 1), "FromEmailAddress is no text"),
            (Array(#"{}"#.utf8), "Content: only Raw is taken here, not Simple or Template"),
            (Array(#"{"Content":{"Raw":{}}}"#.utf8), "Content.Raw.Data is missing"),
            (Array(#"{"Content":{"Raw":{"Data":"%"}}}"#.utf8), "Content.Raw.Data is not Base64"),
            (body(destination: ["ToAddresses": "a@b.example"]), "Destination.ToAddresses is no list"),
            (body(destination: ["CcAddresses": [1]]), "Destination.CcAddresses is no text"),
        ])
    func refusals(body: [UInt8], words: String) {
        #expect(Self.refusal(body) == .badRequest(words))
    }

    @Test("a body that is no JSON object is refused", arguments: ["", "[", "[]", "1"])
    func bodies(text: String) {
        #expect(Self.refusal(Array(text.utf8))?.type == "SerializationException")
    }

    @Test("more than 40 MB in Base64 are refused")
    func size() {
        let data = [UInt8](repeating: UInt8(ascii: "A"), count: SESRequest.longest + 4)
        let body = Array(#"{"Content":{"Raw":{"Data":""#.utf8) + data + Array(#""}}}"#.utf8)
        #expect(Self.refusal(body)?.message == "Content.Raw.Data: a message has at most 41943040 octets in Base64")
    }
}
