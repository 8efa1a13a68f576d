import LambdaEvents
import Outbox

/// Every minute: carries out the entries that the stream lost and those due for a retry.
struct SweepOutboxHandler: ScheduledHandler {
    let outbox: OutboxSweep

    func handle(_ event: ScheduledEvent) throws {
        try outbox.run(at: event.time)
    }
}
