import Template
import Time

/// Reads one shard and passes its records to the function batch by batch.
///
/// The position in the shard is only written after finished records, where reading resumes after a crash.
final class ShardReader {
    private static let shortestIdle = 0.02

    private let reader: StreamReader
    private let tail: ShardTail
    private let batches: BatchCaller
    /// Unfinished records for the function.
    private var buffer: [StreamChange] = []
    private var idle = ShardReader.shortestIdle

    init(_ reader: StreamReader, stream: String, shard: String) {
        self.reader = reader
        tail = ShardTail(
            reader.plan, reader.place, stream: stream, shard: shard, after: reader.positions.finished(shard),
            since: reader.positions.since)
        batches = BatchCaller(reader, stream: stream, shard: shard)
    }

    private var changes: ChangeSignal { reader.changes }

    /// Reads until the shard ends, the stream is removed, or the gateway stops.
    func run() {
        while !changes.isClosed, !tail.isGone {
            do {
                try gather()
                try deliver()
                reader.report(nil, of: tail.shard)
                guard tail.isAtEnd, buffer.isEmpty, !changes.isClosed else { continue }
                return try reader.positions.end(tail.shard)
            } catch {
                reader.report("\(error)", of: tail.shard)
                changes.pause(1)
            }
        }
    }

    /// Reads a batch: with a batching window the largest possible, without one whatever is available.
    private func gather() throws {
        let window = Double(reader.plan.mapping.batchingWindow)
        var first = buffer.isEmpty ? nil : MonotonicTime.now
        while !changes.isClosed, tail.hasMore, !isFull {
            let (count, before) = (changes.count, tail.lastRead)
            try read()
            if !buffer.isEmpty, first == nil { first = .now }
            let waited = (first?.milliseconds(until: .now) ?? 0) / 1_000
            if !buffer.isEmpty, waited >= window { return }
            guard before == tail.lastRead else { continue }
            waitForChange(since: count, atMost: buffer.isEmpty ? .infinity : window - waited)
        }
    }

    private var batchCount: Int {
        StreamChange.countOfEvent(
            buffer, atMost: reader.plan.mapping.batchSize, bytes: GatewayEndpoint.eventLimit)
    }

    private var isFull: Bool { buffer.count >= reader.plan.mapping.batchSize || batchCount < buffer.count }

    /// Waits for a change; longer each time, for tables that don't signal changes.
    private func waitForChange(since count: Int, atMost limit: Double) {
        changes.wait(since: count, seconds: min(idle, limit))
        idle = changes.count == count ? min(idle * 2, reader.longestIdle) : Self.shortestIdle
    }

    private func read() throws {
        let page = try tail.read()
        if page.isBroken { reader.note("records were removed before they could be read") }
        if page.unreadable > 0 { reader.note("\(page.unreadable) unreadable records were skipped") }
        guard !page.changes.isEmpty || page.filtered > 0 else { return }
        idle = Self.shortestIdle
        buffer += page.changes
        reader.progress.change { $0.filtered += page.filtered }
        reader.progress.wait(tail.shard, buffer[...])
        try finishFiltered()
    }

    private func deliver() throws {
        let count = batchCount
        guard try batches.deliver(Array(buffer.prefix(count))) else { return }
        buffer.removeFirst(count)
        reader.progress.wait(tail.shard, buffer[...])
        try finishFiltered()
    }

    /// Marks records after the last batch as finished if none of them is for the function.
    private func finishFiltered() throws {
        if buffer.isEmpty, let last = tail.lastRead { try reader.finish(tail.shard, through: last) }
    }
}
