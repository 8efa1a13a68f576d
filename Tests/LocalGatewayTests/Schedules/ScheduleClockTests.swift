import Foundation
import Synchronization
import Template
import Testing
import Time

@testable import LocalGateway

/// Calls by schedules.
struct ScheduleClockTests {
    /// The calls received and their results.
    private final class Calls: Sendable {
        let functions = Mutex<[String]>([])
        let failing: Int

        init(failing: Int = 0) { self.failing = failing }

        func take(_ function: String) -> Bool {
            functions.withLock { functions in
                functions.append(function)
                return functions.count > failing
            }
        }
    }

    private static let start = Instant(seconds: 1_795_426_200)

    private static func clock(
        _ calls: Calls, pauses: [Double] = [0.01, 0.02], changes: ChangeSignal = ChangeSignal(), more: String = ""
    ) throws -> ScheduleClock {
        let text = """
            Resources:
              F:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: .
                  Handler: h
                  \(more)
                  Events:
                    A: { Type: Schedule, Properties: { Schedule: rate(1 minute) } }
                    B: { Type: Schedule, Properties: { Schedule: rate(1 hour), Enabled: false } }
            """
        let stack = try ServerlessTemplate(parsing: Array(text.utf8)).stack(StackSettings { _ in nil })
        let plans = try EventPlans(stack.functions, data: "/none")
        return ScheduleClock(plans.schedules, changes, pauses: pauses, Journal(isRaw: false)) { function, _ in
            calls.take(function)
        }
    }

    @Test("a function is called when it is due, and not before")
    func callsWhenDue() throws {
        let calls = Calls()
        let clock = try Self.clock(calls)
        clock.start(at: Self.start)
        #expect(clock.run(at: Self.start.adding(seconds: 59)) == 1)
        clock.wait(seconds: 10)
        #expect(calls.functions.withLock(\.self) == [])
        #expect(clock.run(at: Self.start.adding(seconds: 60)) == 20)
        clock.wait(seconds: 10)
        #expect(calls.functions.withLock(\.self) == ["F"])
        let expected = ScheduleStatus(
            function: "F", name: "A", expression: "rate(1 minute)", timeZone: "UTC", isEnabled: true,
            lastRun: Self.start.adding(seconds: 60), nextRun: Self.start.adding(seconds: 120), calls: 1, failures: 0)
        #expect(clock.status.first == expected)
        let disabled = ScheduleStatus(
            function: "F", name: "B", expression: "rate(1 hour)", timeZone: "UTC", isEnabled: false)
        #expect(clock.status.last == disabled)
    }

    @Test("what was missed in a sleep counts as one run")
    func missesNoBurst() throws {
        let calls = Calls()
        let clock = try Self.clock(calls)
        clock.start(at: Self.start)
        for second in [3_601, 3_602, 3_659] { _ = clock.run(at: Self.start.adding(seconds: second)) }
        clock.wait(seconds: 10)
        #expect(calls.functions.withLock(\.count) == 1)
        #expect(clock.status.first?.nextRun == Self.start.adding(seconds: 3_660))
    }

    @Test("where the time of day is put back, what was not due yet comes round at the new time")
    func followsClock() throws {
        let calls = Calls()
        let clock = try Self.clock(calls)
        clock.start(at: Self.start)
        let back = Self.start.adding(seconds: -86_400)
        #expect(clock.run(at: back.adding(seconds: 30)) == 20)
        #expect(clock.status.first?.nextRun == back.adding(seconds: 60))
        #expect(clock.run(at: back.adding(seconds: 60)) == 20)
        clock.wait(seconds: 10)
        #expect(calls.functions.withLock(\.count) == 1)
    }

    @Test("a call that fails is tried again twice, and no more", arguments: [(1, 2, 1), (2, 3, 2), (9, 3, 3)])
    func triesAgain(_ failing: Int, _ count: Int, _ failures: Int) throws {
        let calls = Calls(failing: failing)
        let clock = try Self.clock(calls)
        clock.start(at: Self.start)
        _ = clock.run(at: Self.start.adding(seconds: 61))
        clock.wait(seconds: 10)
        #expect(calls.functions.withLock(\.count) == count)
        #expect(clock.status.first?.calls == count)
        #expect(clock.status.first?.failures == failures)
    }

    @Test("a function's own number of tries is kept to", arguments: [(0, 1), (1, 2), (2, 3)])
    func keepsToRetries(_ retries: Int, _ count: Int) throws {
        let calls = Calls(failing: 9)
        let clock = try Self.clock(calls, more: "EventInvokeConfig: { MaximumRetryAttempts: \(retries) }")
        clock.start(at: Self.start)
        _ = clock.run(at: Self.start.adding(seconds: 61))
        clock.wait(seconds: 10)
        #expect(calls.functions.withLock(\.count) == count)
    }

    @Test("when it is time to go, nothing is tried again")
    func stops() throws {
        let calls = Calls(failing: 9)
        let changes = ChangeSignal()
        let clock = try Self.clock(calls, pauses: [3_600], changes: changes)
        clock.start(at: Self.start)
        _ = clock.run(at: Self.start.adding(seconds: 61))
        while calls.functions.withLock(\.isEmpty) { usleep(1_000) }
        changes.close()
        let stopping = MonotonicTime.now
        clock.wait(seconds: 10)
        #expect(stopping.milliseconds(until: .now) < 5_000)
        #expect(calls.functions.withLock(\.count) == 1)
    }
}
