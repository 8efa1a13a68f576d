import DynamoDB
import FunctionsTestbed
import JSON
import Testbed
import Testing
import Time

@testable import People

@Suite("What functions keep in users' partitions", .enabled(if: LiveTable.isAvailable))
struct PersonalDataSampleTests {
    /// The samples to send first, on which others depend; the rest follows in the order of the names.
    private static let first = ["create-user", "create-event", "register-for-event", "sign-up-for-meetup-with-key"]

    private func data() throws -> PersonalData {
        let host = TestHost().host
        return PersonalData(table: try .scripted(ReplayTransport(answering: []), on: host), on: host)
    }

    @Test("every item that any function writes there has a feature that answers for it, of every feature there is one")
    func answered() throws {
        let data = try data()
        let others = try Sample.functions().keys.filter { !$0.hasPrefix("delete-") && !Self.first.contains($0) }
        var seen: Set<Int> = []
        try LiveTable.with { table throws in
            func look(after name: String) throws {
                for item in try table.all(Scan()) where item["PK"]?.string?.hasPrefix("STUDENT#") == true {
                    let sort = item["SK"]?.string ?? ""
                    let place = data.place(of: sort)
                    #expect(place != nil, "\(name) leaves \(sort), for which no feature answers")
                    if let place { seen.insert(place) }
                }
            }
            for name in Self.first + others.sorted() {
                try send(name, to: table)
                try look(after: name)
            }
            // The sweep turns news into mails, which are counted.
            try sweep(table)
            try look(after: "the sweep")
            for name in ["delete-user", "delete-event"] {
                try send(name, to: table)
                try look(after: name)
            }
        }
        #expect(seen == Set(data.all.indices))
    }

    private func send(_ name: String, to table: Table) throws {
        let function = try #require(Sample.functions()[name])
        guard !["DispatchOutbox", "SweepOutbox"].contains(function) else { return }
        let event = try Sample.event(name)
        try withFunction(function, on: table, at: Sample.time(event)) { function throws in
            _ = try function.answer(to: event.json())
        }
    }

    private func sweep(_ table: Table) throws {
        let now = "2026-11-29T09:40:00Z"
        try LiveTable.wait(seconds: 20) {
            try withFunction("SweepOutbox", on: table, at: Instant(iso8601: now)) { function throws in
                _ = try function.payload(for: Array(#"{"time":"\#(now)"}"#.utf8))
            }
            return try table.all(Scan()).contains { $0["SK"]?.string?.hasPrefix("MAILS#") == true }
        }
    }
}
