import AWS
import DynamoDB
import LambdaEvents
import Platform
import Storage
import Testbed
import Testing
import Time

@testable import Outbox

@Suite("The outbox behind the table's stream", .enabled(if: LiveTable.isAvailable))
struct LiveDispatchTests {
    private func withDesk(_ test: (Desk) throws -> Void) throws {
        try LiveTable.with { table throws in try test(Desk(table)) }
    }

    private func records(_ entries: [OutboxEntry]) -> [StreamRecord] {
        entries.enumerated().map { StreamRecord($0.offset, $0.element) }
    }

    @Test("what the stream brings is carried out, and nothing of it comes again; brought twice, it is done once")
    func batch() throws {
        try withDesk { desk throws in
            let entries = try desk.add("a@example.com", "b@example.com")
            let dispatch = desk.dispatch()
            #expect(dispatch.run(records(entries)) == [])
            #expect(dispatch.run(records(entries)) == [])
            #expect(desk.sent == ["a@example.com", "b@example.com"])
            #expect(try desk.statuses(entries) == ["SENT", "SENT"])
        }
    }

    @Test("a failure that was written down counts as done for the stream")
    func setback() throws {
        try withDesk { desk throws in
            let entries = try desk.add("a@example.com", "b@example.com")
            desk.takes = { address throws(SESError) in
                if address == "a@example.com" { throw .unavailable(detail: "away") }
            }
            #expect(desk.dispatch().run(records(entries)) == [])
            #expect(desk.sent == ["b@example.com"])
            #expect(try desk.statuses(entries) == ["PENDING", "SENT"])
        }
    }

    @Test("what could not even be written down comes again, and is an error of ours")
    func tableAway() throws {
        try withDesk { desk throws in
            let entries = try desk.add("a@example.com")
            let away = (status: 400, body: #"{"__type":"x#AccessDeniedException"}"#)
            let table = try Table.scripted(ReplayTransport(away), on: desk.host)
            #expect(desk.dispatch(on: table).run(records(entries)) == records(entries))
            #expect(desk.counts["Errors"] == 1)
            #expect(desk.sent == [])
            #expect(try desk.statuses(entries) == ["PENDING"])
        }
    }

    @Test("what there is no time for comes again, untouched")
    func noTime() throws {
        try withDesk { desk throws in
            let entries = try desk.add("a@example.com", "b@example.com", "c@example.com")
            desk.host.deadline = desk.now.adding(seconds: 10)
            desk.takes = { _ in desk.now = desk.now.adding(seconds: 2) }
            // Two begin in time: eight seconds are enough for one, fewer are not.
            #expect(desk.dispatch().run(records(entries)).map(\.sequenceNumber) == ["2"])
            #expect(try desk.statuses(entries) == ["SENT", "SENT", "PENDING"])
        }
    }

    @Test("other changes and other items are none of its business")
    func others() throws {
        try withDesk { desk throws in
            let entries = try desk.add("a@example.com")
            let other = StreamRecord(sequenceNumber: "3", change: .insert, key: .key("STUDENT#ada", "PROFILE"))
            let records = [
                StreamRecord(1, entries[0], change: .modify), StreamRecord(2, entries[0], change: .remove), other,
            ]
            #expect(desk.dispatch().run(records) == [])
            #expect(desk.sent == [])
        }
    }

    @Test("a record without an image is as good as one with it")
    func keysOnly() throws {
        try withDesk { desk throws in
            let entries = try desk.add("a@example.com")
            let record = StreamRecord(1, entries[0])
            let bare = StreamRecord(sequenceNumber: "1", change: .insert, key: record.key)
            #expect(desk.dispatch().run([bare]) == [])
            #expect(desk.sent == ["a@example.com"])
        }
    }
}
