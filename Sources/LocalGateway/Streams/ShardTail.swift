import JSON
import Time

/// Reads one shard: what is new in it, and whether there will be more.
final class ShardTail {
    /// What a look into the shard has brought.
    struct Page {
        /// The records that are for the function, and how many were not.
        var changes: [StreamChange] = []
        var filtered = 0
        /// How many can't be read: they would not be any better the next time, and hold up the shard for ever.
        var unreadable = 0
        /// Whether the place to read from was lost, and reading begins with the oldest record that is left.
        var isBroken = false
    }

    let stream: String
    let shard: String
    private let plan: MappingPlan
    private let client: StreamsClient
    /// What is older is none of the function's business.
    private let since: Instant?
    private var iterator: String?
    /// The last record that was read, whether it was for the function or not.
    private(set) var lastRead: String?
    /// Whether all of a shard that gets no more was read.
    private(set) var isAtEnd = false
    /// Whether the stream has been removed.
    private(set) var isGone = false

    /// Begins behind that record, or with the oldest.
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

    /// Whether there can be more.
    var goesOn: Bool { !isAtEnd && !isGone }

    /// Reads what follows, a page of it; throws what another try may mend.
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
            // The service tells a record's time to the second.
            if change.createdAt.seconds >= since?.seconds ?? .min, plan.chooses(record) {
                page.changes.append(change)
            } else {
                page.filtered += 1
            }
        }
        return page
    }
}
