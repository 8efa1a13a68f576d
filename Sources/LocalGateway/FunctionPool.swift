import Foundation
import LocalLambda
import Synchronization
import Time

/// The processes of a function: started on demand, kept for the next call, stopped when they are idle for long.
final class FunctionPool: @unchecked Sendable {
    /// The outcome of a call.
    enum Outcome: Equatable {
        case answer([UInt8])
        case failed
        /// The function exceeded its own time limit, or the API's.
        case timedOut
        /// The maximum number of calls was already running.
        case throttled
    }

    let plan: FunctionPlan
    private let limit: Int
    private let journal: Journal
    private let lock = NSLock()
    /// Idle processes; the last one used is the next to be used, so that surplus ones stay idle.
    private var idle: [FunctionInstance] = []
    private var busy: [ObjectIdentifier: FunctionInstance] = [:]
    /// The number of processes being started.
    private var starting = 0
    private var isClosed = false
    private let counted = Mutex(FunctionFigures())

    init(_ plan: FunctionPlan, limit: Int, _ journal: Journal) {
        self.plan = plan
        self.limit = limit
        self.journal = journal
    }

    /// The number of processes.
    var count: Int { lock.withLock { idle.count + busy.count + starting } }

    /// Statistics on all calls so far.
    var figures: FunctionFigures { counted.withLock { $0 } }

    /// Calls the function on an idle process or a new one, and waits for at most `patience` seconds.
    func call(_ event: [UInt8], trace: String, arn: String, within patience: Double = .infinity) -> Outcome {
        let start = MonotonicTime.now
        var process = FunctionFigures.Start.none
        let outcome = call(event, trace, arn, patience, &process)
        counted.withLock { $0.count(outcome, process, milliseconds: start.milliseconds(until: .now)) }
        return outcome
    }

    private func call(
        _ event: [UInt8], _ trace: String, _ arn: String, _ patience: Double, _ process: inout FunctionFigures.Start
    ) -> Outcome {
        guard let executable = Executable(at: plan.path) else {
            journal.note(plan.name, "\(plan.path) is not there: `make build` makes it")
            return .failed
        }
        switch acquire(executable) {
        case .ready(let instance):
            process = .warm
            return call(instance, event, trace, arn, min(plan.seconds, patience))
        case .start:
            let begun = MonotonicTime.now
            guard let instance = start(executable, within: patience) else { return .failed }
            process = .cold
            // The function's own time limit begins after the start, but the caller's includes it.
            let left = max(0, patience - begun.milliseconds(until: .now) / 1_000)
            return call(instance, event, trace, arn, min(plan.seconds, left))
        case .none:
            journal.note(plan.name, "throttled: \(limit) calls are under way, and --concurrency allows no more")
            return .throttled
        }
    }

    private func call(
        _ instance: FunctionInstance, _ event: [UInt8], _ trace: String, _ arn: String, _ seconds: Double
    ) -> Outcome {
        let outcome = instance.call(RuntimeServer.Event(event, trace: trace, function: arn), seconds: seconds)
        switch outcome {
        case .answer(let bytes):
            release(instance)
            return .answer(bytes)
        case .failure(let report):
            release(instance)
            journal.note(plan.name, "failed: \(report)")
            return .failed
        case .broken(let reason):
            discard(instance)
            journal.note(plan.name, reason)
            return .failed
        case .timedOut:
            discard(instance)
            journal.note(plan.name, "timed out after \((seconds * 10).rounded() / 10) seconds and was killed")
            return .timedOut
        }
    }

    private enum Place {
        case ready(FunctionInstance)
        /// Another process may be started.
        case start
        case none
    }

    private func acquire(_ executable: Executable) -> Place {
        var useless: [FunctionInstance] = []
        let place = lock.withLock { () -> Place in
            if isClosed { return .none }
            while let instance = idle.popLast() {
                guard instance.executable == executable, instance.isAlive else {
                    useless.append(instance)
                    continue
                }
                busy[ObjectIdentifier(instance)] = instance
                return .ready(instance)
            }
            guard busy.count + starting < limit else { return .none }
            starting += 1
            return .start
        }
        Self.end(useless)
        return place
    }

    private func start(_ executable: Executable, within patience: Double) -> FunctionInstance? {
        let started = Result { try FunctionInstance(plan, executable, journal) }
        let instance = lock.withLock { () -> FunctionInstance? in
            starting -= 1
            guard let instance = try? started.get(), !isClosed else { return nil }
            busy[ObjectIdentifier(instance)] = instance
            return instance
        }
        if instance == nil, case .success(let late) = started { late.stop(patience: 0) }
        instance?.waitUntilReady(within: patience)
        if case .failure(let error) = started { journal.note(plan.name, "could not be started: \(error)") }
        return instance
    }

    private func release(_ instance: FunctionInstance) {
        let isKept = lock.withLock {
            busy[ObjectIdentifier(instance)] = nil
            guard !isClosed else { return false }
            instance.usedAt = Date()
            idle.append(instance)
            return true
        }
        if !isKept { instance.stop(patience: 0) }
    }

    private func discard(_ instance: FunctionInstance) {
        lock.withLock { busy[ObjectIdentifier(instance)] = nil }
        instance.stop(patience: 0)
    }

    /// Stops processes that have been idle for that many seconds.
    func endIdle(after seconds: Double) {
        let limit = Date(timeIntervalSinceNow: -seconds)
        let ended = lock.withLock {
            let ended = idle.filter { $0.usedAt < limit || !$0.isAlive }
            idle.removeAll { $0.usedAt < limit || !$0.isAlive }
            return ended
        }
        Self.end(ended)
    }

    /// Stops all processes, and starts no more.
    func close() {
        let (waiting, working) = lock.withLock {
            isClosed = true
            defer { idle = [] }
            return (idle, Array(busy.values))
        }
        for instance in working { instance.stop(patience: 0) }
        Self.end(waiting)
    }

    /// Kills all processes, and starts no more.
    func kill() {
        let all = lock.withLock {
            isClosed = true
            return idle + Array(busy.values)
        }
        for instance in all { instance.stop(patience: 0) }
    }

    /// Stops them in parallel, since each may take a moment.
    private static func end(_ instances: [FunctionInstance]) {
        guard !instances.isEmpty else { return }
        DispatchQueue.concurrentPerform(iterations: instances.count) { instances[$0].stop(patience: 2) }
    }
}
