import LambdaEvents
import Outbox

/// The table's stream: carries out the entries that requests left in the outbox.
struct DispatchOutboxHandler: StreamHandler {
    let outbox: OutboxDispatch

    func handle(_ records: [StreamRecord]) -> [StreamRecord] {
        outbox.run(records)
    }
}
