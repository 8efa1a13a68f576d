import JSON
import Time

/// Reads new records of one shard, and detects its end.
final class ShardTail {
    /// The result of a read.
    struct Page {
        /// The records for the function, and the number of others.
        var changes: [StreamChange] = []
        var filtered = 0
        /// The number of unreadable records, which are skipped because retrying would block the shard forever.
        var unreadable = 0
        /// Whether the position was lost, and reading starts again with the oldest remaining record.
        var isBroken = false
    }

    let stream: String
    let shard: String
    private let plan: MappingPlan
    private let client: StreamsClient
    /// The time before which records are ignored.
    private let since: Instant?
    private var iterator: String?
    /// The last record read, whether it was for the function or not.
    private(set) var lastRead: String?
    /// Whether a closed shard was read to its end.
    private(set) var isAtEnd = false
    /// Whether the stream has been removed.
    private(set) var isGone = false

    /// Starts after that record, or with the oldest.
    init(
        _ plan: MappingPlan, _ place: StreamsPlace, stream: String, shard: String, after sequence: String?,
        since: Instant?
    ) {
        self.plan = plan
        self.stream = stream
        self.shard = shard
        self.since = since
        lastRead = sequence
        client = StreamsClient(place)
    }

    /// Whether more records may come.
    var hasMore: Bool { !isAtEnd && !isGone }

    /// Reads the next page; throws errors that a retry may resolve.
    func read() throws -> Page {
        do {
            let place = try iterator ?? client.iterator(of: shard, in: stream, after: lastRead)
            let (records, next) = try client.records(at: place)
            iterator = next
            isAtEnd = next == nil
            return page(records)
        } catch StreamsClient.Failure.notFound {
            isGone = true
        } catch StreamsClient.Failure.expired {
            iterator = nil
        } catch StreamsClient.Failure.lostPlace {
            lastRead = nil
            iterator = try client.iterator(of: shard, in: stream, after: nil)
            return Page(isBroken: true)
        }
        return Page()
    }

    private func page(_ records: [JSONNode]) -> Page {
        var page = Page()
        for record in records {
            guard let change = StreamChange(record, stream: stream) else {
                page.unreadable += 1
                continue
            }
            lastRead = change.sequence
            // The service rounds a record's time to the second.
            if change.createdAt.seconds >= since?.seconds ?? .min, plan.chooses(record) {
                page.changes.append(change)
            } else {
                page.filtered += 1
            }
        }
        return page
    }
}
