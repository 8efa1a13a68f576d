import Foundation
import Template
import Time

/// What calls functions beside the API: streams of tables, and schedules.
final class EventSources: Sendable {
    private let readers: [StreamReader]
    private let clock: ScheduleClock
    private let changes: ChangeSignal

    /// For how many seconds nobody looks into a stream that was empty: a table that signals its changes needs it for
    /// those alone that come from no request.
    private static let idleOfSignaling = 1.0
    private static let idleOfSilent = 0.25

    /// Makes all of them ready; throws what of the data folder is wrong.
    ///
    /// `signalsChanges`: whether each change of the tables is signaled.
    init(
        _ plans: EventPlans, _ pools: [String: FunctionPool], _ place: StreamsPlace, data: String,
        _ changes: ChangeSignal,
        signalsChanges: Bool, _ journal: Journal
    ) throws(GatewayError) {
        self.changes = changes
        let call: @Sendable (String, [UInt8]) -> FunctionPool.Outcome = { function, event in
            let arn = LocalStack.arn(ofFunction: function)
            return pools[function]?.call(event, trace: CallIdentity(at: .now).functionTrace, arn: arn) ?? .failed
        }
        let idle = signalsChanges ? Self.idleOfSignaling : Self.idleOfSilent
        readers = try plans.mappings.map { plan throws(GatewayError) in
            try StreamReader(plan, place, data: data, changes, longestIdle: idle, journal) { call(plan.function, $0) }
        }
        clock = ScheduleClock(plans.schedules, changes, journal) { function, event in
            if case .answer = call(function, event) { true } else { false }
        }
        for other in plans.others {
            journal.note(
                other.function, "\(other.event.name): events of the type \(other.event.type) don't happen here")
        }
    }

    /// How the mappings are doing.
    var streams: [StreamStatus] { readers.map(\.status) }
    /// How the schedules are doing.
    var schedules: [ScheduleStatus] { clock.status }

    func begin() {
        for reader in readers { reader.begin() }
        clock.begin()
    }

    /// Begins no further call, and waits at most so many seconds for those in work: what is cut off comes again.
    func stop(within seconds: Double) {
        changes.close()
        let end = Date(timeIntervalSinceNow: seconds)
        for reader in readers { reader.wait(seconds: max(0, end.timeIntervalSinceNow)) }
        clock.wait(seconds: max(0, end.timeIntervalSinceNow))
    }
}
