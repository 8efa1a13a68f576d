public import Delivery
import DynamoDB
import JSON
public import Platform
import Storage
public import Time

/// Carries out outbox entries that the stream has lost or that are due again.
public struct OutboxSweep {
    private let courier: Courier
    private let outbox: OutboxRepository
    private let host: Host

    /// Creates a sweep that hands overdue entries of the outbox to the courier.
    public init(_ courier: Courier, outbox: OutboxRepository, on host: Host) {
        self.courier = courier
        self.outbox = outbox
        self.host = host
    }

    /// Carries out overdue entries until none is left, or no time.
    ///
    /// It counts in OutboxOverdueSeconds how long ago the oldest entry that is still pending was left in the outbox.
    /// Tries do not make an entry younger, whatever their result and however far off the next one is. An entry that is
    /// still the stream's does not count. Of a shard's entries that are not due, those count that are on the same page
    /// as the last due ones: each comes to the front before its retry.
    ///
    /// Shards take turns, a page each, and another one is first each minute, so that none starves after a full one. A
    /// shard that is read too often does not keep the others waiting; its error is thrown after them.
    public func run(at tick: Instant) throws {
        let first = Int((tick.seconds / 60) % Int64(OutboxEntry.shards) + Int64(OutboxEntry.shards))
        var turns: [(shard: Int, start: Item?)] = (0..<OutboxEntry.shards).map {
            ((first + $0) % OutboxEntry.shards, nil)
        }
        var (overdue, obstacle) = (0, DynamoDBError?.none)
        defer { host.counters.add(overdue, to: "OutboxOverdueSeconds") }
        while courier.hasTime, !turns.isEmpty {
            let (shard, start) = turns.removeFirst()
            guard let page = try page(ofShard: shard, after: start, noting: &obstacle) else { continue }
            overdue = max(overdue, page.items.map(secondsOverdue).max() ?? 0)
            let latest = host.now.adding(seconds: -OutboxRepository.secondsForTheStream).iso8601
            let due = page.items.prefix { ($0["GSI1SK"]?.string ?? "") <= latest }
            for entry in due where courier.hasTime { deliver(entry) }
            if let next = page.next, due.count == page.items.count { turns.append((shard, next)) }
        }
        if let obstacle { throw obstacle }
    }

    /// Returns the next page; nil for a shard that is read too often, whose error becomes the obstacle.
    private func page(
        ofShard shard: Int, after start: Item?, noting obstacle: inout DynamoDBError?
    ) throws(DynamoDBError) -> Page? {
        do throws(DynamoDBError) {
            return try outbox.pending(inShard: shard, after: start)
        } catch {
            guard case .throttled = error else { throw error }
            obstacle = error
            return nil
        }
    }

    /// Carries out the entry, without keeping others waiting if its result can't be written down.
    private func deliver(_ entry: Item) {
        do throws(DynamoDBError) {
            try courier.deliver(entry)
        } catch {
            host.counters.add(to: "Errors")
            host.log.error("Effect's outcome could not be recorded", ["cause": .string("\(error)")])
        }
    }

    /// Returns the age of the entry in seconds, or the time since it was due if it does not say when it was written.
    private func secondsOverdue(_ entry: Item) -> Int {
        let begin =
            (entry["createdAt"]?.string).flatMap { Instant(iso8601: $0) }
            ?? (entry["GSI1SK"]?.string).flatMap { Instant(iso8601: $0) }
        let seconds = begin?.seconds(until: host.now) ?? 0
        return seconds < OutboxRepository.secondsForTheStream ? 0 : seconds
    }
}
