import Synchronization
import Time

/// A mapping's state, updated by its threads for display.
final class StreamProgress: Sendable {
    private struct State {
        var status: StreamStatus
        /// The unfinished records of each shard.
        var waiting: [String: (count: Int, oldest: Instant)] = [:]
        /// The problem with each shard or, under the empty name, with finding shards.
        var problems: [String: String] = [:]
    }

    private let state: Mutex<State>

    init(_ status: StreamStatus) {
        state = Mutex(State(status: status))
    }

    func change(_ body: (inout StreamStatus) -> Void) {
        state.withLock { body(&$0.status) }
    }

    func wait(_ shard: String, _ records: ArraySlice<StreamChange>) {
        state.withLock { state in
            state.waiting[shard] = records.first.map { (records.count, $0.createdAt) }
        }
    }

    /// Sets or clears a shard's problem; returns false if it is unchanged.
    func hasChanged(_ problem: String?, of shard: String) -> Bool {
        state.withLock { state in
            guard state.problems[shard] != problem else { return false }
            state.problems[shard] = problem
            return true
        }
    }

    func status(at now: Instant) -> StreamStatus {
        state.withLock { state in
            var status = state.status
            status.waiting = state.waiting.values.reduce(0) { $0 + $1.count }
            status.millisecondsBehind =
                state.waiting.values
                .map { max(0, $0.oldest.milliseconds(until: now)) }.max() ?? 0
            status.problem = state.problems.min { $0.key < $1.key }?.value
            return status
        }
    }
}
