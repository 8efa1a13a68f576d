import Synchronization

/// The running writes, which determine the service's transaction conflicts.
///
/// A transaction conflicts with a running one on any of the same items, whatever the actions: a `ConditionCheck` counts
/// as well. A single write conflicts with a transaction that began before it, but not the other way round, and a
/// reading transaction conflicts with any write.
final class OngoingWrites: Sendable {
    private struct State {
        /// The items of running transactions.
        var transactions: Set<Target> = []
        /// The number of running single writes for each item.
        var singles: [Target: Int] = [:]
        var tokens: Set<String> = []
    }

    private let state = Mutex(State())

    /// The number of items with running writes.
    var count: Int { state.withLock { $0.transactions.count + $0.singles.count } }

    /// Begins a transaction unless it conflicts.
    ///
    /// - Returns: The indices of the items in use; the transaction has begun if there are none.
    func beginTransaction(on targets: [Target]) -> [Int] {
        state.withLock { state in
            let taken = targets.indices.filter { state.transactions.contains(targets[$0]) }
            if taken.isEmpty { state.transactions.formUnion(targets) }
            return taken
        }
    }

    func endTransaction(on targets: [Target]) {
        state.withLock { $0.transactions.subtract(targets) }
    }

    /// Begins a single write; returns false if a transaction is using the item.
    func beginSingle(on target: Target) -> Bool {
        state.withLock { state in
            guard !state.transactions.contains(target) else { return false }
            state.singles[target, default: 0] += 1
            return true
        }
    }

    func endSingle(on target: Target) {
        state.withLock { state in
            let left = (state.singles[target] ?? 1) - 1
            state.singles[target] = left > 0 ? left : nil
        }
    }

    /// Returns the indices of the items with running writes.
    func conflicts(ofReading targets: [Target]) -> [Int] {
        state.withLock { state in
            targets.indices.filter {
                state.transactions.contains(targets[$0]) || state.singles[targets[$0]] != nil
            }
        }
    }

    /// Claims a request token while the request runs; returns false if another request is using it.
    func begin(token: String) -> Bool {
        state.withLock { $0.tokens.insert(token).inserted }
    }

    func end(token: String) {
        state.withLock { _ = $0.tokens.remove(token) }
    }
}
