import Synchronization

/// The shards that are being read.
final class RunningShards: Sendable {
    private let shards = Mutex<Set<String>>([])

    var isEmpty: Bool { shards.withLock(\.isEmpty) }

    /// Adds a shard; returns false if it is already being read.
    func insert(_ shard: String) -> Bool { shards.withLock { $0.insert(shard).inserted } }

    func remove(_ shard: String) { shards.withLock { _ = $0.remove(shard) } }
}
