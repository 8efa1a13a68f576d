public import DynamoDB
import Foundation
public import LocalLambda
import Testbed
public import Time

/// A function's executable, served by a Runtime API, with a table.
public final class ServedFunction {
    public let process: FunctionProcess
    private let server: RuntimeServer

    public init(_ name: String, on table: Table, at time: Instant? = nil, _ settings: [String: String] = [:]) throws {
        server = try RuntimeServer()
        var settings = settings.merging([
            "EDUCATION_TABLE": table.name, "MAIL_FROM": "Convene <post@convene.example>",
            "WEB_BASE_URL": "https://convene.example",
        ]) { own, _ in own }
        settings["FIXED_TIME"] = time?.iso8601 ?? ""
        process = try BuiltFunction.start(name, at: server, settings)
    }

    public func outcome(of event: [UInt8], seconds: Double = 30) -> RuntimeServer.Outcome {
        server.invoke(RuntimeServer.Event(event), seconds: seconds)
    }

    public func answer(to event: [UInt8]) throws -> Answer {
        guard case .answer(let payload) = outcome(of: event) else { throw NoAnswer() }
        return try Answer(payload: payload)
    }

    /// Returns the answer of a function that serves no API.
    public func payload(for event: [UInt8]) throws -> String {
        guard case .answer(let payload) = outcome(of: event) else { throw NoAnswer() }
        return String(decoding: payload, as: UTF8.self)
    }

    /// Returns the outcome of the event; nil if the process ended before it answered.
    public func outcomeInLifetime(of event: [UInt8]) -> RuntimeServer.Outcome? {
        let (server, answer) = (server, Received())
        Thread.detachNewThread { answer.outcome = server.invoke(RuntimeServer.Event(event)) }
        while answer.outcome == nil, process.isRunning { usleep(500) }
        return answer.outcome
    }

    /// A box for a thread's result.
    private final class Received: @unchecked Sendable {
        private let lock = NSLock()
        private var received: RuntimeServer.Outcome?

        var outcome: RuntimeServer.Outcome? {
            get { lock.withLock { received } }
            set { lock.withLock { received = newValue } }
        }
    }

    /// Ends the process without a warning, on which nothing that it should do depends.
    public func kill() {
        Foundation.kill(process.processID, SIGKILL)
        _ = process.wait()
        server.stop()
    }

    struct NoAnswer: Error {}
}

/// Starts a function, runs the test with it, and ends it.
public func withFunction<Result>(
    _ name: String, on table: Table, at time: Instant? = nil, _ settings: [String: String] = [:],
    _ test: (ServedFunction) throws -> Result
) throws -> Result {
    let function = try ServedFunction(name, on: table, at: time, settings)
    defer { function.kill() }
    return try test(function)
}
