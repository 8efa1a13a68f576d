import Foundation
import JSON
import Testbed
import Testing
import Time

@testable import LocalTable

/// Operations that answer with their input, or with the failure that the input names.
struct EchoOperations: TableOperations {
    func answer(operation: String, input: JSONNode) throws(ServiceFailure) -> [UInt8] {
        if let type = input["Fail"]?.string {
            let details = input["Details"]?.value
            throw ServiceFailure(
                type, "as you wish", status: input["Status"]?.int ?? 400,
                details: details.map { ["Details": $0] } ?? [:])
        }
        guard operation != "Nothing" else { throw .unknownOperation }
        return Array(#"{"operation":"\#(operation)"}"#.utf8)
    }
}

/// A server on a free port with a fixed clock, and its log.
final class ServerRig: @unchecked Sendable {
    static let now = Instant(iso8601: "2026-11-21T11:42:30Z") ?? Instant(seconds: 0)
    static let wellFormed =
        "AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host;x-amz-date, Signature=0"

    private let lock = NSLock()
    private var written: [String] = []
    private var server: TableServer?

    init(_ signatures: Signatures = .wellFormed, logs: Bool = false) throws {
        var options = TableServerOptions()
        options.port = 0
        options.signatures = signatures
        options.logsRequests = logs
        options.now = { Self.now }
        options.write = { [weak self] line in self?.keep(line) }
        server = try TableServer(options, operations: EchoOperations())
    }

    var lines: [String] { lock.withLock { written } }

    private func keep(_ line: String) {
        lock.withLock { written.append(line) }
    }

    struct Answer {
        let status: Int
        let headers: [String: String]
        let body: String

        init(_ text: String) {
            let halves = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
            let lines = halves[0].split(separator: "\r\n")
            status = lines.first.flatMap { Int($0.dropFirst(9).prefix(3)) } ?? 0
            headers = lines.dropFirst().reduce(into: [:]) { headers, line in
                let parts = line.split(separator: ": ", maxSplits: 1, omittingEmptySubsequences: false)
                headers[String(parts[0])] = parts.count > 1 ? String(parts[1]) : ""
            }
            body = halves.count > 1 ? String(halves[1]) : ""
        }
    }

    /// Sends a raw request and returns everything answered until the connection ends.
    func ask(_ text: String) -> Answer {
        let client = RawClient(port: server?.port ?? 0)
        client.send(text)
        return Answer(client.receive())
    }

    /// Posts a body with changed headers; nil leaves one out.
    func post(_ body: String, _ changes: [String: String?] = [:], path: String = "/") -> Answer {
        var headers: [String: String?] = [
            "Host": "127.0.0.1:8000", "Connection": "close", "Content-Length": "\(body.utf8.count)",
            "Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": "DynamoDB_20120810.GetItem",
            "X-Amz-Date": "20261121T114230Z", "Authorization": Self.wellFormed,
        ]
        headers.merge(changes) { _, new in new }
        let lines = headers.compactMap { name, value in value.map { "\(name): \($0)\r\n" } }.sorted().joined()
        return ask("POST \(path) HTTP/1.1\r\n\(lines)\r\n\(body)")
    }
}
