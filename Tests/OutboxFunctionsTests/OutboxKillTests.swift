import DynamoDB
import Foundation
import FunctionsTestbed
import JSON
import LocalLambda
import Platform
import Storage
import Testbed
import Testing
import Time

/// The port of a table on this machine, before which requests can be watched.
private var tablePort: Int? {
    let endpoint = ProcessInfo.processInfo.environment["DYNAMODB_ENDPOINT"].flatMap(URL.init(string:))
    return endpoint?.scheme == "http" && endpoint?.host() == "127.0.0.1" ? endpoint?.port : nil
}

@Suite(
    "The functions of the outbox, killed wherever they are",
    .enabled(if: LiveTable.isAvailable && tablePort != nil))
struct OutboxKillTests {
    private static let start = Instant(seconds: 1_795_278_600)
    private static let entriesOfALife = 4

    /// A way in which one process of a function ends.
    private enum Ending {
        case at(Checkpoints.Step, passes: Int)
        case within(microseconds: UInt32)
    }

    @Test(
        "after kills at every step and at random moments every mail has gone out, and only what was not marked twice",
        .timeLimit(.minutes(30)))
    func killed() throws {
        try LiveTable.with { table throws in
            let checkpoints = try Checkpoints(tablePort: try #require(tablePort))
            defer { checkpoints.stop() }
            let endings = endings()
            let entries = try entries(endings.count * Self.entriesOfALife, in: table)
            var lives = [String: Int]()
            for (number, ending) in endings.enumerated() {
                let known = Array(entries.prefix((number + 1) * Self.entriesOfALife))
                try live(ending, number, with: pending(known, in: table), on: table, checkpoints)
                // Requests of a dead process may still be on their way.
                usleep(100_000)
                for effect in checkpoints.taken { lives[effect, default: 0] += 1 }
            }
            checkpoints.spare()
            try sweep(entries, in: table, checkpoints)

            let mails = checkpoints.mails
            for entry in entries {
                let copies = mails["\(entry.id)"] ?? []
                #expect(!copies.isEmpty)
                #expect(copies.count <= 1 + (lives["\(entry.id)"] ?? 0))
                #expect(Set(copies).count == 1)
            }
            #expect(mails.count == entries.count)
            // Kills between the sending and the mark have repeated some.
            #expect(mails.values.map(\.count).reduce(0, +) > entries.count)
        }
    }

    private func endings() -> [Ending] {
        var chances = SeededGenerator(seed: Soak.seed)
        let steps = Checkpoints.Step.allCases.flatMap { step in (1...2).map { Ending.at(step, passes: $0) } }
        let moments = (0..<(12 * Soak.factor)).map { _ in
            Ending.within(microseconds: UInt32.random(in: 0...120_000, using: &chances))
        }
        return steps + moments
    }

    /// Adds the mails of invitations, and returns their entries.
    private func entries(_ count: Int, in table: Table) throws -> [OutboxEntry] {
        try (0..<count).map { number in
            let meetup: Item = [
                "meetupId": "weekly", "title": "Weekly", "description": "What we do.", "dayOfWeek": 6, "hour": 10,
                "minute": 0, "timezone": "America/Chicago", "duration": 60, "hostName": "Rico Martinez",
                "hostEmail": "rico@learnermax.com",
            ]
            let entry = OutboxEntry(
                id: .make(at: Self.start), kind: "mail", user: UserID("user-\(number)"),
                payload: [
                    "news": "meetup_invitation", "happenedAt": .string(Self.start.iso8601),
                    "contact": [
                        "name": "Person \(number)", "email": "person-\(number)@example.com", "language": "en",
                    ],
                    "facts": [
                        "meetup": .map(meetup), "start": "2026-11-28T16:00:00.000Z", "sequence": 0,
                        "calendarId": .string("\(UUIDv7.make(at: Self.start))"),
                    ],
                ],
                createdAt: Self.start)
            try table.transact([entry.put])
            return entry
        }
    }

    private func pending(_ entries: [OutboxEntry], in table: Table) throws -> [OutboxEntry] {
        let items = try table.batchGet(entries.map { .key("OUTBOX#\($0.id)", "OUTBOX") })
        let pending = Set(items.filter { $0["status"] == "PENDING" }.compactMap { $0["PK"]?.string })
        return entries.filter { pending.contains("OUTBOX#\($0.id)") }
    }

    /// Runs one process from its start to the kill; every other one that is killed at random is the sweep's.
    private func live(
        _ ending: Ending, _ number: Int, with entries: [OutboxEntry], on table: Table, _ checkpoints: Checkpoints
    ) throws {
        let now = Self.start.adding(minutes: 5 * number)
        var isSweep = false
        if case .within = ending { isSweep = number.isMultiple(of: 2) }
        let function = try ServedFunction(
            isSweep ? "SweepOutbox" : "DispatchOutbox", on: table, at: now, checkpoints.settings)
        defer { function.kill() }
        let process = function.process.processID
        switch ending {
        case .at(let step, let passes): checkpoints.end(process, at: step, passes: passes)
        case .within(let microseconds):
            checkpoints.spare()
            Thread.detachNewThread {
                usleep(30_000 + microseconds)
                kill(process, SIGKILL)
            }
        }
        let outcome = function.outcomeInLifetime(of: isSweep ? Self.tick(now) : Self.batch(entries))
        if case .at = ending { #expect(outcome == nil, "\(ending): the process was to be killed") }
    }

    /// Sweeps until nothing is pending any more.
    private func sweep(_ entries: [OutboxEntry], in table: Table, _ checkpoints: Checkpoints) throws {
        for hours in 0..<100 where try !pending(entries, in: table).isEmpty {
            let now = Self.start.adding(hours: 24 * 365 + hours)
            try withFunction("SweepOutbox", on: table, at: now, checkpoints.settings) { function throws in
                #expect(try function.payload(for: Self.tick(now)) == "{}")
            }
            // The index lags.
            usleep(50_000)
        }
        #expect(try pending(entries, in: table).isEmpty)
        let items = try table.all(Scan())
        #expect(items.count == entries.count)
        #expect(items.allSatisfy { $0["status"] == "SENT" && $0["GSI1PK"] == nil && $0["leaseUntil"] == nil })
    }

    private static func tick(_ now: Instant) -> [UInt8] {
        Array(#"{"time":"\#(now.iso8601)"}"#.utf8)
    }

    private static func batch(_ entries: [OutboxEntry]) -> [UInt8] {
        StreamSample.batch(entries)
    }
}
