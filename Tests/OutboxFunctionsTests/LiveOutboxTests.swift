import DynamoDB
import Foundation
import FunctionsTestbed
import JSON
import LocalLambda
import Storage
import Testbed
import Testing
import Time

@Suite("From a sign-up to its mail, by the real executables", .enabled(if: LiveTable.isAvailable))
struct LiveOutboxTests {
    /// Starts a mail service that takes every mail.
    private func mailService() throws -> ScriptedServer {
        try ScriptedServer(always: answer("200 OK", [], #"{"MessageId":"ses-1"}"#))
    }

    private func endpoint(_ server: ScriptedServer) -> [String: String] {
        ["SES_ENDPOINT": "http://127.0.0.1:\(server.port)"]
    }

    /// Sends the sign-up of the sample, and returns the entry that it leaves.
    private func signUp(on table: Table) throws -> (entry: OutboxEntry, time: Instant) {
        let event = try Sample.event("sign-up-for-meetup")
        try withFunction("SignUpForMeetup", on: table, at: Sample.time(event)) { function throws in
            #expect(
                try function.answer(to: event.json())
                    == Answer(200, #"{"success":true,"message":"Successfully signed up for meetup"}"#))
        }
        let entries = try table.all(Scan()).compactMap(OutboxEntry.init)
        #expect(entries.count == 1)
        return (try #require(entries.first), try Sample.time(event))
    }

    private func item(of entry: OutboxEntry, in table: Table) throws -> Item {
        try #require(try table.get(.key("OUTBOX#\(entry.id)", "OUTBOX")))
    }

    /// Returns the entry of the mail, once the news have become one.
    private func mailEntry(in table: Table) throws -> OutboxEntry {
        try #require(try table.all(Scan()).compactMap(OutboxEntry.init).first { $0.kind == "mail" })
    }

    @Test("the stream's function sends the invitation, and sends nothing when it is told again")
    func dispatch() throws {
        let ses = try mailService()
        defer { ses.stop() }
        try LiveTable.with { table throws in
            let (entry, time) = try signUp(on: table)
            try withFunction("DispatchOutbox", on: table, at: time, endpoint(ses)) { function throws in
                for _ in 0..<2 {
                    #expect(try function.payload(for: StreamSample.batch([entry])) == #"{"batchItemFailures":[]}"#)
                }
                #expect(ses.received.isEmpty)
                let mail = try mailEntry(in: table)
                for _ in 0..<2 {
                    #expect(try function.payload(for: StreamSample.batch([mail])) == #"{"batchItemFailures":[]}"#)
                }
            }
            #expect(ses.received.map(\.target) == ["/v2/email/outbound-emails"])
            let request = try JSONValue(parsing: try #require(ses.received.first).body)
            #expect(request["FromEmailAddress"] == "post@convene.example")
            #expect(request["Destination"] == ["ToAddresses": ["ada@example.com"]])
            let data = try #require(request["Content"]?["Raw"]?["Data"]?.string.flatMap { Data(base64Encoded: $0) })
            let mail = try mailEntry(in: table)
            let text = String(decoding: data, as: UTF8.self)
            #expect(text.contains("Message-ID: <\(mail.id)@convene.example>\r\n"))
            #expect(text.contains("X-Convene-Effect: \(mail.id)\r\n"))
            #expect(text.contains("From: \"Convene\" <post@convene.example>\r\n"))
            #expect(text.contains("text/calendar; charset=UTF-8; method=REQUEST"))
            let news = try item(of: entry, in: table)
            #expect(news["status"] == "DONE")
            let sent = try item(of: mail, in: table)
            #expect(sent["status"] == "SENT" && sent["sesMessageId"] == "ses-1" && sent["attempts"] == 1)
            for item in [news, sent] {
                let payload = try #require(item["payload"]?.map)
                #expect(payload.keys.sorted() == ["facts", "happenedAt", "link", "news"])
            }
        }
    }

    @Test("when the mail service is away the stream has done its part, and the sweep sends the mail when it is due")
    func sweep() throws {
        let ses = try mailService()
        defer { ses.stop() }
        try LiveTable.with { table throws in
            let (entry, time) = try signUp(on: table)
            let away = ["SES_ENDPOINT": "http://127.0.0.1:1"]
            try withFunction("DispatchOutbox", on: table, at: time, away) { function throws in
                #expect(try function.payload(for: StreamSample.batch([entry])) == #"{"batchItemFailures":[]}"#)
                let mail = try mailEntry(in: table)
                #expect(try function.payload(for: StreamSample.batch([mail])) == #"{"batchItemFailures":[]}"#)
            }
            let mail = try mailEntry(in: table)
            #expect(try item(of: mail, in: table)["status"] == "PENDING")
            usleep(200_000)
            for (minutes, status) in [(1, "PENDING"), (3, "SENT")] {
                let now = time.adding(minutes: minutes)
                try withFunction("SweepOutbox", on: table, at: now, endpoint(ses)) { function throws in
                    #expect(try function.payload(for: Array(#"{"time":"\#(now.iso8601)"}"#.utf8)) == "{}")
                }
                #expect(try item(of: mail, in: table)["status"] == .string(status))
            }
            #expect(ses.received.count == 1)
        }
    }

    @Test(
        "bytes that are no event are an error that says so, and the process serves the next one",
        arguments: ["DispatchOutbox", "SweepOutbox"])
    func hostile(name: String) throws {
        let sample = name == "DispatchOutbox" ? "dispatch-outbox" : "sweep-outbox"
        try LiveTable.with { table throws in
            try withFunction(name, on: table, at: Sample.time(Sample.event(sample))) { function throws in
                for event in ["", "null", "[]", "{", #"{"Records":5,"time":{}}"#, "\u{0}"] {
                    let report = try #require(
                        self.report(function.outcome(of: Array(event.utf8))), "\(event) was taken")
                    #expect(report.hasPrefix("Function.LambdaEventError"))
                    #expect(report.contains("the event is no "))
                }
                _ = try function.payload(for: Sample.event(sample).json())
                #expect(function.process.isRunning)
            }
        }
    }

    /// Returns the type and the words of a failure; nil for any other outcome.
    private func report(_ outcome: RuntimeServer.Outcome) -> String? {
        guard case .failure(let type, let report) = outcome else { return nil }
        return "\(type) \(String(decoding: report, as: UTF8.self))"
    }
}
