import Bytes
import JSON
import LocalTable
import Synchronization
import Time

/// Log lines of the gateway and its functions, written to standard error.
final class Journal: Sendable {
    private static let metrics = Array(#"{"_aws":"#.utf8)

    /// Whether lines remain JSON, as in Lambda's log.
    private let isRaw: Bool
    private let lock = Mutex(())

    init(isRaw: Bool) {
        self.isRaw = isRaw
    }

    /// Logs an answered request.
    func note(_ request: IncomingRequest, status: Int, milliseconds: Double, of what: String) {
        let rounded = (milliseconds * 10).rounded() / 10
        // A query may contain secrets.
        let path = String(request.target.prefix { $0 != "?" })
        guard isRaw else {
            return write("\(Self.clock) \(status) \(request.method) \(path) \(rounded) ms  \(what)")
        }
        write(
            json([
                "method": .string(request.method), "path": .string(path),
                "status": .number(JSONNumber(status)),
                "milliseconds": JSONNumber(rounded).map(JSONValue.number) ?? .null,
                "message": .string(what),
            ]))
    }

    /// Logs a message about a function that the function can't log itself.
    func note(_ function: String, _ text: String) {
        write(isRaw ? json(["function": .string(function), "message": .string(text)]) : line(function, text))
    }

    /// Logs a message about the gateway.
    func note(_ text: String) {
        note("Gateway", text)
    }

    /// Logs a line that a function has written.
    func relay(_ function: String, _ bytes: [UInt8]) {
        // Metrics are meant for CloudWatch; those of this project's functions all begin alike.
        guard isRaw || !bytes.starts(with: Self.metrics) else { return }
        let text = String(decoding: bytes, as: UTF8.self)
        guard !isRaw else { return write(text) }
        guard let record = try? JSONDocument(parsing: bytes).root, record.kind == .object else {
            return write(line(function, text))
        }
        guard record["_aws"] == nil else { return }
        write(line(function, Self.readable(record)))
    }

    private static func readable(_ record: JSONNode) -> String {
        guard let message = record["message"]?.string else {
            return String(decoding: record.value.json(), as: UTF8.self)
        }
        let level = record["level"]?.string ?? ""
        let fields = record["fields"]?.members.map { member in
            "\(member.key)=\(member.value.string ?? String(decoding: member.value.value.json(), as: UTF8.self))"
        }
        return ([level, message] + (fields ?? [])).filter { !$0.isEmpty }.joined(separator: " ")
    }

    private func line(_ function: String, _ text: String) -> String {
        "\(Self.clock) [\(function)] \(text)"
    }

    private func json(_ members: [String: JSONValue]) -> String {
        let line = members.merging(["timestamp": .string(Instant.now.iso8601)]) { own, _ in own }
        return String(decoding: JSONValue.object(line).json(), as: UTF8.self)
    }

    /// The time of day in UTC.
    private static var clock: String {
        String(Instant.now.iso8601.dropFirst(11).prefix(8))
    }

    /// Returns the line without control characters, including those beyond ASCII, which could move a terminal's cursor.
    static func shown(_ line: String) -> String {
        line.utf8.allSatisfy { 0x20..<0x7F ~= $0 } ? line : PlainText.line(line)
    }

    private func write(_ line: String) {
        lock.withLock { _ in Diagnostics.write(Self.shown(line)) }
    }
}
