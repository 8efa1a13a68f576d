import LambdaEvents
import Outbox

/// Every minute: carries out what the stream has lost and what is to be tried again.
struct SweepOutboxHandler: ScheduledHandler {
    let outbox: OutboxSweep

    func handle(_ event: ScheduledEvent) throws {
        try outbox.run(at: event.time)
    }
}
