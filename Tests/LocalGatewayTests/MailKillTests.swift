import Bytes
import Foundation
import JSON
import Synchronization
import Testbed
import Testing
import Time

@testable import LocalGateway

@Suite("Mail and sudden ends")
struct MailKillTests {
    private static let senders = 4

    /// The acknowledged mails of threads that send until the gateway is gone.
    private final class Acknowledged: Sendable {
        private let ids = Mutex<[String]>([])
        private let running = Mutex(MailKillTests.senders)

        var all: [String] { ids.withLock { $0 } }
        var areDone: Bool { running.withLock { $0 == 0 } }

        func add(_ id: String) { ids.withLock { $0.append(id) } }
        func end() { running.withLock { $0 -= 1 } }
    }

    private static func message(_ number: Int) -> String {
        let lines = String(repeating: "\(number)\r\n", count: 20_000)
        return "From: post@convene.example\r\nTo: ada@example.com\r\nSubject: \(number)\r\n\r\n\(lines)end"
    }

    private static func send(_ number: Int, to port: Int) -> String? {
        let body = #"{"Content":{"Raw":{"Data":"\#(Base64.encode(Array(message(number).utf8)))"}}}"#
        let client = RawClient(port: port)
        client.send(
            """
            POST /v2/email/outbound-emails HTTP/1.1\r
            Host: 127.0.0.1\r
            Connection: close\r
            Authorization: AWS4-HMAC-SHA256 Credential=any/20261121/eu-west-1/ses/aws4_request, \
            SignedHeaders=host, Signature=\(String(repeating: "0", count: 64))\r
            Content-Length: \(body.utf8.count)\r
            \r
            \(body)
            """)
        let answer = client.receive()
        guard answer.hasPrefix("HTTP/1.1 200"), let start = answer.range(of: "{") else { return nil }
        return (try? JSONValue(parsing: answer[start.lowerBound...].utf8))?["MessageId"]?.string
    }

    @Test(
        "a gateway killed while it stores mail has lost none that it acknowledged, and none is half",
        arguments: Soak.seeds(3))
    func kills(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let rig = try GatewayRig()
        let port = try #require(Int(try rig.ses().split(separator: ":").last ?? ""))
        let acknowledged = Acknowledged()
        for sender in 0..<Self.senders {
            Thread.detachNewThread {
                var number = sender * 1_000_000
                while let id = Self.send(number, to: port) {
                    acknowledged.add(id)
                    number += 1
                }
                acknowledged.end()
            }
        }
        let enough = Int.random(in: 1...12, using: &generator)
        let start = Date(timeIntervalSinceNow: 15)
        while acknowledged.all.count < enough, Date() < start { usleep(1_000) }
        usleep(UInt32.random(in: 0...50_000, using: &generator))
        rig.stop(SIGKILL)
        let deadline = Date(timeIntervalSinceNow: 15)
        while !acknowledged.areDone, Date() < deadline { usleep(10_000) }

        let again = try GatewayRig(["--data", rig.folder.path + "/data"])
        let mails = try again.json("/_local/mail.json?count=500")["messages"]?.array ?? []
        #expect(acknowledged.all.count >= enough, "the end came too early")
        #expect(Set(acknowledged.all).isSubset(of: mails.compactMap { $0["id"]?.string }))
        for mail in mails {
            let (id, subject) = (mail["id"]?.string ?? "", mail["subject"]?.string ?? "")
            let raw = again.ask("GET", "/_local/mail/\(id)/raw").body
            let stamp = try #require(UUIDv7(id).map { SESStamp($0, at: $0.instant) })
            let kept = Int(subject).map { stamp.applied(to: Array(Self.message($0).utf8)) }
            #expect(kept.map { String(decoding: $0, as: UTF8.self) } == raw, "\(id)")
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: rig.folder.path + "/data/mail")
        #expect(Set(names) == Set(mails.compactMap { $0["id"]?.string.map { "\($0).mail" } }))
    }
}
