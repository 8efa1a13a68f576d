import Foundation
import Synchronization
import Template
import Time

/// Calls functions when their schedules say so.
final class ScheduleClock: Sendable {
    /// Calls a function with an event; whether that went well.
    typealias Call = @Sendable (_ function: String, _ event: [UInt8]) -> Bool

    /// For how many seconds the time of day is taken to go on evenly.
    private static let longestNap = 20.0

    private let plans: [SchedulePlan]
    private let statuses: Mutex<[ScheduleStatus]>
    private let changes: ChangeSignal
    /// How many seconds pass before each further try of a call that failed, as far as its function has them.
    private let pauses: [Double]
    private let journal: Journal
    private let call: Call
    private let threads = ThreadCount()

    /// A clock that has not begun.
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

    /// How the schedules are doing.
    var status: [ScheduleStatus] { statuses.withLock { $0 } }

    func begin() {
        guard !plans.isEmpty else { return }
        wind(at: .now)
        threads.begin { [self] in
            while !changes.isClosed { changes.pause(run(at: .now)) }
        }
    }

    /// Counts from that moment on.
    func wind(at now: Instant) {
        statuses.withLock { all in
            for index in all.indices { all[index].nextRun = plans[index].next(after: now) }
        }
    }

    /// Waits until the calls in work are done, so many seconds at most; the signal has been closed before.
    func wait(seconds: Double) { threads.wait(seconds: seconds) }

    /// Begins what is due, and says how many seconds later to look again.
    ///
    /// Whatever was missed meanwhile counts as one run: after a sleep, nothing comes in a burst.
    func run(at now: Instant) -> Double {
        let due = statuses.withLock { all in
            var due: [(index: Int, moment: Instant)] = []
            for index in all.indices {
                guard let moment = all[index].nextRun else { continue }
                // Also of what is not due: where the time of day was put back, it comes round earlier by now.
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
        guard let next else { return Self.longestNap }
        return min(Self.longestNap, max(0.001, Double(now.milliseconds(until: next)) / 1_000))
    }

    /// As an asynchronous call: tried again when it failed.
    private func call(_ index: Int, for moment: Instant) {
        let plan = plans[index]
        let event = plan.event(for: moment, id: UUID().uuidString.lowercased())
        for pause in [0] + pauses.prefix(plan.retries) {
            if pause > 0 {
                journal.note(plan.function, "\(plan.schedule.name): failed, is tried again in \(Int(pause)) seconds")
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
