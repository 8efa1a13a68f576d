import JSON
import Platform
import Storage
import Testbed
import Testing

@testable import DynamoDB
@testable import Events

@Suite("Contention for an event")
struct ContentionTests {
    @Test("who is always overtaken is told to come back in a moment, after eight tries")
    func overtaken() throws {
        let read = try answer(LiveEvent.event().item, Seats(capacity: 1, status: .active, isWaitlistOpen: true))
        let lost =
            #"{"__type":"x#TransactionCanceledException","CancellationReasons":["#
            + #"{"Code":"None"},{"Code":"ConditionalCheckFailed"},{"Code":"None"},{"Code":"None"},{"Code":"None"}]}"#
        let transport = ReplayTransport(answering: (0..<8).flatMap { _ in [(200, read), (400, lost)] })
        let test = TestHost(at: LiveEvent.now)
        let table = try Table.scripted(transport, on: test.host)
        let pacing = Pacing(now: { LiveEvent.now }, wait: { _ in }, random: SeededGenerator(seed: 1))
        let registering = EventRegistration(table: table, attempts: Attempts(on: test.host, pacing: pacing))
        #expect(throws: ContentionError()) {
            try registering.register(for: LiveEvent.id, as: LiveEvent.person("ada"), at: LiveEvent.now)
        }
        #expect(transport.isFinished)
        #expect(ContentionError().problem.kind == .busy(retryAfter: 1))
    }

    private func answer(_ event: Item, _ seats: Seats) throws -> String {
        let items = [event, seats.item(of: try LiveEvent.eventID())].map { item in
            var json = JSONWriter(capacity: 1_024)
            item.write(to: &json)
            return String(decoding: json.bytes, as: UTF8.self)
        }
        return #"{"Responses":{"education":[\#(items.joined(separator: ","))]},"UnprocessedKeys":{}}"#
    }
}
