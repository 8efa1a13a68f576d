import Foundation
import JSON
import Template
import Time

/// An event source mapping: reads a table's stream for a function, with a thread for each shard.
final class StreamReader: Sendable {
    /// How many seconds a list of shards is used.
    private static let shardLife = 10.0

    let plan: MappingPlan
    let place: StreamsPlace
    let positions: StreamPositions
    let progress: StreamProgress
    let changes: ChangeSignal
    /// The longest pause in seconds between reads of an empty shard.
    let longestIdle: Double
    let call: @Sendable ([UInt8]) -> FunctionPool.Outcome
    let journal: Journal
    private let threads = ThreadCount()

    /// Creates a reader that has not started; throws if the file with its position is invalid.
    init(
        _ plan: MappingPlan, _ place: StreamsPlace, data: String, _ changes: ChangeSignal, longestIdle: Double,
        _ journal: Journal, call: @escaping @Sendable ([UInt8]) -> FunctionPool.Outcome
    ) throws(GatewayError) {
        self.plan = plan
        self.place = place
        self.changes = changes
        self.longestIdle = longestIdle
        self.journal = journal
        self.call = call
        positions = try StreamPositions(path: "\(data)/streams/\(plan.function)-\(plan.mapping.name).json")
        progress = StreamProgress(
            StreamStatus(
                function: plan.function, mapping: plan.mapping.name, table: plan.table,
                isEnabled: plan.mapping.isEnabled))
    }

    /// The current state.
    var status: StreamStatus { progress.status(at: .now) }

    /// Starts reading, unless the mapping is disabled in the template.
    ///
    /// Records written after this call are read, even if the stream is only found later.
    func begin() {
        guard plan.mapping.isEnabled else { return }
        let since: Instant? = plan.mapping.start == .newest ? .now : nil
        threads.begin { [self] in follow(since: since) }
    }

    /// Waits up to `seconds` seconds for running batches; the signal must have been closed before.
    func wait(seconds: Double) { threads.wait(seconds: seconds) }

    /// Looks for the stream and its shards repeatedly, and starts reading shards as soon as their order permits.
    private func follow(since: Instant?) {
        let client = StreamsClient(place)
        let reading = RunningShards()
        while !changes.isClosed {
            do {
                try beginShards(client, reading, since: since)
                report(nil, of: "")
                changes.pause(Self.shardLife)
            } catch {
                report("\(error)", of: "")
                changes.pause(1)
            }
        }
    }

    private func beginShards(_ client: StreamsClient, _ reading: RunningShards, since: Instant?) throws {
        guard let stream = try client.stream(ofTable: plan.table) else {
            throw GatewayError("the table \(plan.table) has no stream")
        }
        // Readers of a previous stream end by themselves, and must not write to the new one's position.
        guard positions.stream == stream || reading.isEmpty else { return }
        try positions.begin(stream, since: since)
        progress.change { $0.stream = stream }
        let shards = try client.shards(of: stream)
        for shard in shards where isReadable(shard, among: shards) && reading.insert(shard.id) {
            threads.begin { [self] in
                ShardReader(self, stream: stream, shard: shard.id).run()
                reading.remove(shard.id)
            }
        }
    }

    private func isReadable(_ shard: StreamsClient.Shard, among all: [StreamsClient.Shard]) -> Bool {
        guard !positions.hasEnded(shard.id) else { return false }
        guard let parent = shard.parent, all.contains(where: { $0.id == parent }) else { return true }
        return positions.hasEnded(parent)
    }

    /// Logs a shard's problem, or that of finding shards, once, and again when it is resolved.
    func report(_ problem: String?, of shard: String) {
        if progress.hasChanged(problem, of: shard) { note(problem ?? "the stream is read again") }
    }

    func note(_ text: String) {
        journal.note(plan.function, "\(plan.mapping.name): \(text)")
    }

    /// Records that the shard is finished up to a record.
    func finish(_ shard: String, through sequence: String) throws(GatewayError) {
        try positions.finish(shard, through: sequence)
        progress.change { $0.positions[shard] = sequence }
    }
}
