import Foundation
import Glibc
import JSON
import Synchronization
import Time

/// How far a mapping has come in its stream, kept in a file: whoever starts again goes on there.
final class StreamPositions: Sendable {
    private struct State: Equatable {
        var stream = ""
        /// What is older is none of the mapping's business; nil for a mapping that begins with the oldest.
        var since: Instant?
        /// The last record of each shard that is done with.
        var finished: [String: String] = [:]
        /// The shards that have been read to their end.
        var ended: Set<String> = []
    }

    private struct Kept {
        var state = State()
        /// What the file says; nil for a mapping without one.
        var written: State?
    }

    private let path: String
    private let kept: Mutex<Kept>

    /// Reads the file, if there is one.
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

    /// Goes on with that stream; with one that is new, from that moment on, or from its oldest record.
    func begin(_ stream: String, since: Instant?) throws(GatewayError) {
        try change { state in
            guard state.stream != stream else { return }
            state = State(stream: stream, since: since)
        }
    }

    /// The last record of the shard that is done with; nil when none is.
    func finished(_ shard: String) -> String? { kept.withLock { $0.state.finished[shard] } }

    func hasEnded(_ shard: String) -> Bool { kept.withLock { $0.state.ended.contains(shard) } }

    /// Says that the shard's records up to that one are done with.
    func finish(_ shard: String, through sequence: String) throws(GatewayError) {
        try change { $0.finished[shard] = sequence }
    }

    /// Says that all of the shard is done with.
    func end(_ shard: String) throws(GatewayError) {
        try change { state in
            state.finished[shard] = nil
            state.ended.insert(shard)
        }
    }

    /// By a new file in the old one's place: whenever this process is killed, there is a whole one.
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
