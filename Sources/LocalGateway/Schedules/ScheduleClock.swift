import Foundation
import Synchronization
import Template
import Time

/// Calls functions on schedule.
final class ScheduleClock: Sendable {
    /// Calls a function with an event; returns whether that succeeded.
    typealias Call = @Sendable (_ function: String, _ event: [UInt8]) -> Bool

    /// The longest sleep in seconds, because the time of day may be changed.
    private static let longestSleep = 20.0

    private let plans: [SchedulePlan]
    private let statuses: Mutex<[ScheduleStatus]>
    private let changes: ChangeSignal
    /// The pauses in seconds before the retries of a failed call; a function may allow fewer.
    private let pauses: [Double]
    private let journal: Journal
    private let call: Call
    private let threads = ThreadCount()

    /// Creates a clock that has not started.
    init(
        _ plans: [SchedulePlan], _ changes: ChangeSignal, pauses: [Double] = [60, 120], _ journal: Journal,
        call: @escaping Call
    ) {
        self.plans = plans
        self.changes = changes
        self.pauses = pauses
        self.journal = journal
        self.call = call
        statuses = Mutex(
            plans.map { plan in
                ScheduleStatus(
                    function: plan.function, name: plan.schedule.name, expression: plan.schedule.expression,
                    timeZone: plan.schedule.timeZone, isEnabled: plan.schedule.isEnabled)
            })
    }

    /// The states of the schedules.
    var status: [ScheduleStatus] { statuses.withLock { $0 } }

    func begin() {
        guard !plans.isEmpty else { return }
        start(at: .now)
        threads.begin { [self] in
            while !changes.isClosed { changes.pause(run(at: .now)) }
        }
    }

    /// Starts the schedules from that moment.
    func start(at now: Instant) {
        statuses.withLock { all in
            for index in all.indices { all[index].nextRun = plans[index].next(after: now) }
        }
    }

    /// Waits up to `seconds` seconds for running calls; the signal must have been closed before.
    func wait(seconds: Double) { threads.wait(seconds: seconds) }

    /// Starts calls that are due; returns the seconds until the next check.
    ///
    /// Several missed runs count as one, so that a machine that wakes up causes no burst.
    func run(at now: Instant) -> Double {
        let due = statuses.withLock { all in
            var due: [(index: Int, moment: Instant)] = []
            for index in all.indices {
                guard let moment = all[index].nextRun else { continue }
                // Update all schedules: if the time of day was put back, the next run may now be earlier.
                all[index].nextRun = plans[index].next(after: now)
                guard moment <= now else { continue }
                all[index].lastRun = moment
                due.append((index, moment))
            }
            return due
        }
        for (index, moment) in due {
            threads.begin { [self] in call(index, for: moment) }
        }
        let next = statuses.withLock { $0.compactMap(\.nextRun).min() }
        guard let next else { return Self.longestSleep }
        return min(Self.longestSleep, max(0.001, Double(now.milliseconds(until: next)) / 1_000))
    }

    /// Calls a function asynchronously, with retries.
    private func call(_ index: Int, for moment: Instant) {
        let plan = plans[index]
        let event = plan.event(for: moment, id: UUID().uuidString.lowercased())
        for pause in [0] + pauses.prefix(plan.retries) {
            if pause > 0 {
                journal.note(plan.function, "\(plan.schedule.name): failed, retrying in \(Int(pause)) seconds")
                changes.pause(pause)
            }
            guard !changes.isClosed else { return }
            let isWell = call(plan.function, event)
            statuses.withLock { all in
                all[index].calls += 1
                if !isWell { all[index].failures += 1 }
            }
            if isWell { return journal.note(plan.function, "\(plan.schedule.name): \(plan.schedule.expression)") }
        }
        journal.note(plan.function, "\(plan.schedule.name): failed, and was given up")
    }
}
