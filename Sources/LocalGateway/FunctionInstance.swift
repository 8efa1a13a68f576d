import Foundation
import Glibc
import LocalLambda
import Synchronization

/// One process of a function, behind a Runtime API of its own.
///
/// It is handed from thread to thread by its pool, and used by one at a time.
final class FunctionInstance: @unchecked Sendable {
    /// What came of a call.
    enum Outcome: Equatable {
        case answer([UInt8])
        /// The function says that it failed, and goes on.
        case failure(String)
        /// The process is of no more use, and why.
        case broken(String)
        case timedOut
    }

    /// For how many seconds Lambda waits for a function to start.
    private static let longestStart = 10.0

    /// What it was started from.
    let executable: Executable
    /// When it was last used.
    var usedAt = Date()
    private let server: RuntimeServer
    private let process: FunctionProcess
    private let hasEnded = Ended()

    private final class Ended: Sendable {
        let flag = Atomic(false)
    }

    /// Starts it; its log goes to the journal.
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
            // Its log is closed: the process has ended, and whoever waits for its answer waits in vain.
            hasEnded.flag.store(true, ordering: .sequentiallyConsistent)
            server.stop()
        }
    }

    /// Asks the system too: a process that is gone may not have closed its log yet.
    var isAlive: Bool { !hasEnded.flag.load(ordering: .sequentiallyConsistent) && process.isRunning }
    var processID: Int32 { process.processID }

    /// Waits until it asks for its first event: a start has a time of its own, and takes none of the function's.
    func waitUntilReady(within patience: Double) {
        let deadline = Date(timeIntervalSinceNow: min(patience, Self.longestStart))
        while server.polls == 0, isAlive, Date() < deadline { usleep(300) }
    }

    /// Hands it an event and waits for what comes of it.
    func call(_ event: RuntimeServer.Event, seconds: Double) -> Outcome {
        switch server.invoke(event, seconds: seconds) {
        case .answer(let bytes): .answer(bytes)
        case .failure(let type, let report): .failure(Self.text(type, report))
        case .initFailure(let type, let report): .broken("it could not start: \(Self.text(type, report))")
        case .timedOut: isAlive ? .timedOut : .broken("its process has ended \(ending)")
        }
    }

    /// When and how it has ended, as the end of a sentence; its log is closed a moment before it is known.
    private var ending: String {
        let moment = server.polls == 0 ? "before it asked for an event" : "during the call"
        guard process.hasEnded(within: 0.5), let ending = process.ending else { return moment }
        return "\(moment), \(ending)"
    }

    private static func text(_ type: String, _ report: [UInt8]) -> String {
        "\(type) \(String(decoding: report.prefix(1_000), as: UTF8.self))"
    }

    /// Ends it: asks first, unless there is no patience.
    ///
    /// What it has written last is handed on, unless a child of it keeps its log open.
    func stop(patience: Double) {
        process.stop(patience: patience)
        server.stop()
        for _ in 1...100 where !hasEnded.flag.load(ordering: .sequentiallyConsistent) { usleep(1_000) }
    }
}
