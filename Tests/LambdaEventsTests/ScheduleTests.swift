import LambdaRuntime
import Testing
import Time

@testable import LambdaEvents

@Suite("A schedule's tick")
struct ScheduleTests {
    private final class Noting: ScheduledHandler {
        var ticks: [ScheduledEvent] = []

        func handle(_ event: ScheduledEvent) { ticks.append(event) }
    }

    @Test("it is handed over with its time, and answered with an empty object")
    func tick() throws {
        let handler = Noting()
        let answer = try ScheduledFunction(handler).handle(
            Array(#"{"detail-type":"Scheduled Event","time":"2026-11-28T16:32:00Z"}"#.utf8),
            of: Invocation(requestID: "i"))
        #expect(String(decoding: answer, as: UTF8.self) == "{}")
        #expect(handler.ticks == [ScheduledEvent(time: try #require(Instant(iso8601: "2026-11-28T16:32:00Z")))])
    }

    @Test(
        "anything else is an error that says what is wrong",
        arguments: [
            ("", "not JSON: unexpected end at byte 0"), ("null", "expected an object"), ("{}", "time: is missing"),
            (#"{"time":5}"#, "time: expected a string"), (#"{"time":"noon"}"#, "time: is no time"),
        ])
    func noTick(text: String, problem: String) throws {
        let error = #expect(throws: LambdaEventError.self) { try ScheduledEvent(Array(text.utf8)) }
        #expect("\(try #require(error))" == "the event is no tick of a schedule: \(problem)")
    }
}
