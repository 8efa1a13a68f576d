import Foundation
import Template
import Time

/// The event sources besides the API: table streams and schedules.
final class EventSources: Sendable {
    private let readers: [StreamReader]
    private let clock: ScheduleClock
    private let changes: ChangeSignal

    /// The longest pause in seconds between reads of an empty stream whose table signals its changes: only changes that
    /// no request makes have to wait for it.
    private static let idleOfSignaling = 1.0
    private static let idleOfSilent = 0.25

    /// Prepares all event sources.
    ///
    /// `signalsChanges` tells whether every change to the tables is signaled.
    ///
    /// - Throws: If the data folder's content is invalid.
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

    /// The states of the mappings.
    var streams: [StreamStatus] { readers.map(\.status) }
    /// The states of the schedules.
    var schedules: [ScheduleStatus] { clock.status }

    func begin() {
        for reader in readers { reader.begin() }
        clock.begin()
    }

    /// Stops starting calls and waits up to `seconds` seconds for running ones; those cut off are repeated later.
    func stop(within seconds: Double) {
        changes.close()
        let end = Date(timeIntervalSinceNow: seconds)
        for reader in readers { reader.wait(seconds: max(0, end.timeIntervalSinceNow)) }
        clock.wait(seconds: max(0, end.timeIntervalSinceNow))
    }
}
