import AWS
import Foundation
import JSON
import Mail
import Platform
import Testbed
import Testing
import Time

@testable import LocalGateway

@Suite("The mailbox of the whole system")
struct MailboxTests {
    private static let calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"

    private static func message(_ subject: String, html: String = "<p>Hello</p>") throws -> [UInt8] {
        MailMessage(
            id: .make(at: .now), date: .now, sender: try MailAddress(text: "Convene <post@convene.example>"),
            recipient: try MailAddress("ada@example.com"), subject: subject, text: "Hello\n", html: html,
            invitation: .init(method: "REQUEST", file: Array(calendar.utf8))
        ).bytes
    }

    private static func send(
        _ bytes: [UInt8], through rig: GatewayRig, to recipient: String = "ada@example.com"
    ) throws -> String {
        let settings = [
            "AWS_REGION": "eu-west-1", "SES_ENDPOINT": try rig.ses(), "AWS_ACCESS_KEY_ID": "any",
            "AWS_SECRET_ACCESS_KEY": "any",
        ]
        return try SESClient.live(on: TestHost(settings).host).send(
            OutgoingMail(sender: "post@convene.example", recipients: [recipient], bytes: bytes))
    }

    @Test("what the project's own client sends is listed, shown, and there as it was sent, also after a new start")
    func sent() throws {
        let rig = try GatewayRig()
        let bytes = try Self.message("Réunion")
        let id = try Self.send(bytes, through: rig)
        let path = "/_local/mail/\(id)"
        let at = try #require(UUIDv7(id)).instant.iso8601
        let envelope: [String: JSONValue] = [
            "id": .string(id), "at": .string(at), "from": "post@convene.example", "to": ["ada@example.com"],
            "subject": "Réunion", "calendar": true,
        ]
        let list: JSONValue = ["count": 1, "messages": [.object(envelope)]]
        #expect(try rig.json("/_local/mail.json") == list)
        #expect(rig.ask("GET", "/_local/mail").body.contains("<a href=\"\(path)\">Réunion</a>"))
        #expect(rig.ask("GET", "/_local/mail?to=grace").body.contains("There is no mail."))
        let moment = try #require(UUIDv7(id)).instant
        let kept = SESStamp(try #require(UUIDv7(id)), at: moment).applied(to: bytes)
        #expect(rig.ask("GET", "\(path)/raw").body == String(decoding: kept, as: UTF8.self))
        #expect(rig.ask("GET", "\(path)/raw").headers["content-type"] == "message/rfc822")
        #expect(rig.ask("GET", "\(path)/invite.ics").body == Self.calendar)
        #expect(rig.ask("GET", "\(path)/invite.ics").headers["content-type"] == "text/calendar; charset=utf-8")
        #expect(rig.ask("GET", "\(path)/html").body == "<p>Hello</p>")
        #expect(
            rig.ask("GET", "\(path)/part/3").headers["content-disposition"] == "attachment; filename*=UTF-8''invite.ics"
        )
        let page = rig.ask("GET", path).body
        #expect(page.contains("<iframe src=\"\(path)/html\" sandbox "))
        #expect(page.contains("<pre>Hello\n</pre>"))
        let message = try rig.json("\(path).json")
        #expect(message["text"] == "Hello\r\n")
        #expect(message["headers"]?.array?.contains(["name": "Subject", "value": "Réunion"]) == true)
        #expect(rig.stop() == 0)

        let again = try GatewayRig(["--data", rig.folder.path + "/data"])
        #expect(try again.json("/_local/mail.json") == list)
        let other = try GatewayRig()
        #expect(try other.json("/_local/mail.json")["count"] == 0)
        #expect(again.ask("DELETE", "/_local/mail").status == 204)
        #expect(try again.json("/_local/mail.json") == ["count": 0, "messages": []])
    }

    @Test("a mail that means harm is text on our pages, and a page without rights in its frame")
    func hostile() throws {
        let rig = try GatewayRig()
        let script = "<script>alert(1)</script>"
        let head = "From: post@convene.example\r\nSubject: \(script)\r\nX-\"'&: \(script)\r\n"
        let long = (0..<500).map { "X-Long-\($0): \(String(repeating: "<", count: 900))\r\n" }.joined()
        let parts = [
            "\(head)\(long)Content-Type: multipart/mixed; boundary=x\r\n\r\n",
            "\r\n\r\n</pre>\(script)\u{0}\u{1B}", "\r\nContent-Type: text/html\r\n\r\n\(script)",
            "\r\nContent-Type: \(script); name=\"\(script)\r\n",
        ]
        let bytes = Array(parts.joined(separator: "\r\n--x").utf8) + [0xFF]
        let id = try Self.send(bytes, through: rig)
        for path in ["/_local/mail", "/_local/mail/\(id)"] {
            let page = rig.ask("GET", path)
            #expect(page.status == 200, "\(path)")
            #expect(!page.body.contains("<script"), "\(path)")
            #expect(page.body.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "\(path)")
            #expect(page.headers["content-security-policy"]?.hasPrefix("default-src 'none'; style-src 'self';") == true)
            #expect(page.headers["access-control-allow-origin"] == nil)
        }
        let frame = rig.ask("GET", "/_local/mail/\(id)/html")
        #expect(frame.body == script)
        #expect(frame.headers["content-security-policy"]?.contains("default-src 'none';") == true)
        #expect(frame.headers["content-security-policy"]?.contains(" sandbox;") == true)
        #expect(frame.headers["x-content-type-options"] == "nosniff")
        #expect(try rig.json("/_local/mail/\(id).json")["subject"] == .string(script))
    }

    @Test("what is not there is not found, and nothing of the disk is shown")
    func missing() throws {
        let rig = try GatewayRig()
        let unknown = "01a1fe8b-e4b6-7555-b5f0-85ca4f8d3e2b"
        let paths = [
            "mail/..%2F..%2Fissuer.pem", "mail/../../issuer.pem", "mail/x", "mail/.json", "mail/", "nothing",
            "mail/\(unknown)", "mail/\(unknown)/raw", "mail/\(unknown).json", "mail/\(unknown)/part/0",
        ]
        for path in paths {
            let answer = rig.ask("GET", "/_local/\(path)")
            #expect(answer.status == 404, "\(path)")
            #expect(answer.body.contains("There is no such page"), "\(path)")
        }
    }

    @Test("a service that plays dead takes nothing for a while, and then does; simulated recipients are refused")
    func outage() throws {
        let rig = try GatewayRig()
        let bytes = try Self.message("Hello")
        func outage(_ seconds: String) -> GatewayRig.Answer {
            rig.ask("POST", "/_local/mail/outage", body: "seconds=\(seconds)")
        }
        #expect(outage("600").headers["location"] == "/_local/mail")
        #expect(rig.ask("GET", "/_local/mail").body.contains("SES plays dead until"))
        #expect(try rig.json("/_local/mail.json")["outageUntil"]?.string != nil)
        let away = #expect(throws: SESError.self) { try Self.send(bytes, through: rig) }
        #expect(away == .unavailable(detail: "ServiceUnavailable: The service is away for a while."))
        #expect(outage("0").status == 303)
        #expect(try !Self.send(bytes, through: rig).isEmpty)
        for seconds in ["", "-1", "86401", "ten", "1&seconds=2"] {
            #expect(outage(seconds).status == 400, "\(seconds)")
        }
        let simulator = "simulator.amazonses.com"
        let rejected = #expect(throws: SESError.self) { try Self.send(bytes, through: rig, to: "reject@\(simulator)") }
        #expect(rejected == .refused(type: "MessageRejected", message: "Email address is not accepted."))
        let throttled = #expect(throws: SESError.self) {
            try Self.send(bytes, through: rig, to: "Throttle@\(simulator)")
        }
        #expect(throttled == .throttled(type: "TooManyRequests"))
        #expect(try !Self.send(bytes, through: rig, to: "bounce@\(simulator)").isEmpty)
        #expect(try rig.json("/_local/mail.json")["count"] == 2)
    }

    @Test("boto3 sends mail and understands what it is refused for")
    func boto() throws {
        let rig = try GatewayRig()
        let objections = try PythonJudge.withFolder { folder in
            let mail = "http://127.0.0.1:\(rig.port)/_local/mail"
            let places: JSONValue = ["ses": .string(try rig.ses()), "mail": .string(mail)]
            try Data(places.json()).write(to: folder.appending(path: "places.json"))
            return try PythonJudge.objections(of: "Judges/ses_client.py", to: folder)
        }
        #expect(objections == "")
    }
}

extension GatewayRig {
    /// Returns the address of the local SES.
    func ses() throws -> String {
        try #require(try json("/_local/status.json")["mail"]?.array?.first?["ses"]?.string)
    }

    func json(_ target: String) throws -> JSONValue {
        let answer = ask("GET", target)
        #expect(answer.headers["content-type"] == "application/json")
        return try JSONValue(parsing: answer.body.utf8)
    }
}
