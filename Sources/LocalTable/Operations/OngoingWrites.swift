import Synchronization

/// The writes under way, to tell which of them conflict as the service does.
///
/// A transaction conflicts with another one that has begun on one of its items, whatever the two do there: a
/// `ConditionCheck` counts as well. A single write conflicts with a transaction that has begun before it, but not the
/// other way round, and a reading transaction with any write.
final class OngoingWrites: Sendable {
    private struct State {
        /// Items that a transaction has.
        var transactions: Set<Target> = []
        /// How many single writes an item has.
        var singles: [Target: Int] = [:]
        var tokens: Set<String> = []
    }

    private let state = Mutex(State())

    /// The number of items that some write has.
    var count: Int { state.withLock { $0.transactions.count + $0.singles.count } }

    /// Begins a transaction unless it conflicts.
    ///
    /// - Returns: The indices of the items that others have; the transaction has begun if there are none.
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

    /// Begins a single write; false if a transaction has the item.
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

    /// The indices of the items that any write has.
    func conflicts(ofReading targets: [Target]) -> [Int] {
        state.withLock { state in
            targets.indices.filter {
                state.transactions.contains(targets[$0]) || state.singles[targets[$0]] != nil
            }
        }
    }

    /// Takes a request's token for as long as the request is under way; false if another request has it.
    func begin(token: String) -> Bool {
        state.withLock { $0.tokens.insert(token).inserted }
    }

    func end(token: String) {
        state.withLock { _ = $0.tokens.remove(token) }
    }
}
