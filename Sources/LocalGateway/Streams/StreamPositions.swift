import Foundation
import Glibc
import JSON
import Synchronization
import Time

/// A mapping's position in its stream, stored in a file so that a restart resumes there.
final class StreamPositions: Sendable {
    private struct State: Equatable {
        var stream = ""
        /// The time before which records are ignored; nil for a mapping that starts with the oldest.
        var since: Instant?
        /// The last finished record of each shard.
        var finished: [String: String] = [:]
        /// The shards that have been read to their end.
        var ended: Set<String> = []
    }

    private struct Kept {
        var state = State()
        /// The state in the file; nil if there is none.
        var written: State?
    }

    private let path: String
    private let kept: Mutex<Kept>

    /// Reads the file if it exists.
    init(path: String) throws(GatewayError) {
        self.path = path
        try? FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        guard FileManager.default.fileExists(atPath: path) else {
            kept = Mutex(Kept())
            return
        }
        guard let bytes = FileManager.default.contents(atPath: path),
            let root = try? JSONValue(parsing: Array(bytes)), let read = Self.state(root)
        else {
            throw GatewayError("\(path): it can't be read; without it, the stream is read anew")
        }
        kept = Mutex(Kept(state: read, written: read))
    }

    private static func state(_ root: JSONValue) -> State? {
        guard let stream = root["stream"]?.string, let finished = root["finished"]?.object,
            let ended = root["ended"]?.array
        else { return nil }
        let since = root["since"]?.int.map { Instant(milliseconds: Int64($0)) }
        return State(
            stream: stream, since: since, finished: finished.compactMapValues(\.string),
            ended: Set(ended.compactMap(\.string)))
    }

    /// The stream that is read.
    var stream: String { kept.withLock { $0.state.stream } }
    var since: Instant? { kept.withLock { $0.state.since } }

    /// Resumes that stream; starts a new one at that moment, or with its oldest record.
    func begin(_ stream: String, since: Instant?) throws(GatewayError) {
        try change { state in
            guard state.stream != stream else { return }
            state = State(stream: stream, since: since)
        }
    }

    /// Returns the shard's last finished record; nil if there is none.
    func finished(_ shard: String) -> String? { kept.withLock { $0.state.finished[shard] } }

    func hasEnded(_ shard: String) -> Bool { kept.withLock { $0.state.ended.contains(shard) } }

    /// Records that the shard is finished up to a record.
    func finish(_ shard: String, through sequence: String) throws(GatewayError) {
        try change { $0.finished[shard] = sequence }
    }

    /// Records that the whole shard is finished.
    func end(_ shard: String) throws(GatewayError) {
        try change { state in
            state.finished[shard] = nil
            state.ended.insert(shard)
        }
    }

    /// Replaces the file by a new one, so that it is complete whenever this process is killed.
    private func change(_ body: (inout State) -> Void) throws(GatewayError) {
        let isWritten = kept.withLock { kept in
            body(&kept.state)
            guard kept.state != kept.written else { return true }
            guard Self.write(kept.state, to: path) else { return false }
            kept.written = kept.state
            return true
        }
        guard isWritten else {
            throw GatewayError("\(path) cannot be written: \(String(cString: strerror(errno)))")
        }
    }

    private static func write(_ state: State, to path: String) -> Bool {
        let draft = path + ".new"
        guard let file = fopen(draft, "we") else { return false }
        var members: [String: JSONValue] = [
            "stream": .string(state.stream), "finished": .object(state.finished.mapValues(JSONValue.string)),
            "ended": .array(state.ended.sorted().map(JSONValue.string)),
        ]
        if let since = state.since { members["since"] = .number(JSONNumber(since.milliseconds)) }
        let bytes = JSONValue.object(members).json()
        let isWhole = fwrite(bytes, 1, bytes.count, file) == bytes.count
        return fclose(file) == 0 && isWhole && rename(draft, path) == 0
    }
}
