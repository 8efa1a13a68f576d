import Foundation
import Glibc
import LocalLambda
import Synchronization

/// A process of a function with its own Runtime API.
///
/// Its pool passes it from thread to thread; only one uses it at a time.
final class FunctionInstance: @unchecked Sendable {
    /// The outcome of a call.
    enum Outcome: Equatable {
        case answer([UInt8])
        /// The function reported an error and can be called again.
        case failure(String)
        /// The process can't be used any more, for this reason.
        case broken(String)
        case timedOut
    }

    /// Lambda's time limit for starting a function, in seconds.
    private static let longestStart = 10.0

    /// The executable that it was started from.
    let executable: Executable
    /// When it was last used.
    var usedAt = Date()
    private let server: RuntimeServer
    private let process: FunctionProcess
    private let hasEnded = Ended()

    private final class Ended: Sendable {
        let flag = Atomic(false)
    }

    /// Starts the process; its log goes to the journal.
    init(_ plan: FunctionPlan, _ executable: Executable, _ journal: Journal) throws {
        self.executable = executable
        let server = try RuntimeServer()
        self.server = server
        let pipe = try LinePipe()
        do {
            process = try FunctionProcess(
                plan.path, environment: plan.environment.merging(["AWS_LAMBDA_RUNTIME_API": server.address]) { $1 },
                log: pipe.sink, isApart: true)
        } catch {
            pipe.abandon()
            throw error
        }
        try? pipe.sink.close()
        let hasEnded = hasEnded
        Thread.detachNewThread {
            pipe.forEachLine { journal.relay(plan.name, $0) }
            // The closed log means that the process has ended, so an answer will never come.
            hasEnded.flag.store(true, ordering: .sequentiallyConsistent)
            server.stop()
        }
    }

    /// Also asks the system, since a process that has ended may not have closed its log yet.
    var isAlive: Bool { !hasEnded.flag.load(ordering: .sequentiallyConsistent) && process.isRunning }
    var processID: Int32 { process.processID }

    /// Waits until it asks for its first event: starting has its own time limit, apart from the function's.
    func waitUntilReady(within patience: Double) {
        let deadline = Date(timeIntervalSinceNow: min(patience, Self.longestStart))
        while server.polls == 0, isAlive, Date() < deadline { usleep(300) }
    }

    /// Sends it an event and waits for the outcome.
    func call(_ event: RuntimeServer.Event, seconds: Double) -> Outcome {
        switch server.invoke(event, seconds: seconds) {
        case .answer(let bytes): .answer(bytes)
        case .failure(let type, let report): .failure(Self.text(type, report))
        case .initFailure(let type, let report): .broken("it could not start: \(Self.text(type, report))")
        case .timedOut: isAlive ? .timedOut : .broken("its process has ended \(ending)")
        }
    }

    /// When and how it ended, as the end of a sentence; its log closes a moment before the status is known.
    private var ending: String {
        let moment = server.polls == 0 ? "before it asked for an event" : "during the call"
        guard process.hasEnded(within: 0.5), let ending = process.ending else { return moment }
        return "\(moment), \(ending)"
    }

    private static func text(_ type: String, _ report: [UInt8]) -> String {
        "\(type) \(String(decoding: report.prefix(1_000), as: UTF8.self))"
    }

    /// Stops the process: asks it first, unless `patience` is 0.
    ///
    /// Its last lines are still passed on, unless a child process keeps the log open.
    func stop(patience: Double) {
        process.stop(patience: patience)
        server.stop()
        for _ in 1...100 where !hasEnded.flag.load(ordering: .sequentiallyConsistent) { usleep(1_000) }
    }
}
