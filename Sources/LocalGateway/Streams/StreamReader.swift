import Foundation
import JSON
import Template
import Time

/// An event source mapping: reads a table's stream for a function, each shard on a thread of its own.
final class StreamReader: Sendable {
    /// For how many seconds the stream's shards are taken to stay as they are.
    private static let shardLife = 10.0

    let plan: MappingPlan
    let place: StreamsPlace
    let positions: StreamPositions
    let progress: StreamProgress
    let changes: ChangeSignal
    /// For how many seconds nobody looks when there was nothing.
    let longestIdle: Double
    let call: @Sendable ([UInt8]) -> FunctionPool.Outcome
    let journal: Journal
    private let threads = ThreadCount()

    /// A reader that has not begun; throws what of its place's file is wrong.
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

    /// How it is doing now.
    var status: StreamStatus { progress.status(at: .now) }

    /// Begins to read, unless the template says that it does not run.
    ///
    /// What is written from this call on is read, also if the stream is found only later.
    func begin() {
        guard plan.mapping.isEnabled else { return }
        let since: Instant? = plan.mapping.start == .newest ? .now : nil
        threads.begin { [self] in follow(since: since) }
    }

    /// Waits until the batches in work are done with, so many seconds at most; the signal has been closed before.
    func wait(seconds: Double) { threads.wait(seconds: seconds) }

    /// Finds the stream and its shards, now and again, and begins those that may be read.
    private func follow(since: Instant?) {
        let client = StreamsClient(place)
        let reading = RunningShards()
        while !changes.isClosed {
            do {
                try beginShards(client, reading, since: since)
                tell(nil, of: "")
                changes.pause(Self.shardLife)
            } catch {
                tell("\(error)", of: "")
                changes.pause(1)
            }
        }
    }

    private func beginShards(_ client: StreamsClient, _ reading: RunningShards, since: Instant?) throws {
        guard let stream = try client.stream(ofTable: plan.table) else {
            throw GatewayError("the table \(plan.table) has no stream")
        }
        // Those who read the stream from before end by themselves, and must not write into the new one's place.
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

    /// Says what stands in the way of a shard, or of finding them, once, and that it is gone.
    func tell(_ problem: String?, of shard: String) {
        if progress.hasChanged(problem, of: shard) { note(problem ?? "the stream is read again") }
    }

    func note(_ text: String) {
        journal.note(plan.function, "\(plan.mapping.name): \(text)")
    }

    /// Writes down that the shard's records up to that one are done with.
    func finish(_ shard: String, through sequence: String) throws(GatewayError) {
        try positions.finish(shard, through: sequence)
        progress.change { $0.positions[shard] = sequence }
    }
}
