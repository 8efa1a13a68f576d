import Bytes
import JSON
import Loopback
import Time

/// The service's protocol (JSON 1.0) over HTTP.
final class TableEndpoint: Sendable {
    private let options: TableServerOptions
    private let operations: any TableOperations
    private let signatures: SignatureCheck
    private let log: RequestLog?
    private let identifiers = RequestIdentifiers()
    private let date = HTTPDate()

    private static let json = "application/x-amz-json-1.0"
    private static let laterJSON = "application/x-amz-json-1.1"

    init(_ options: TableServerOptions, _ operations: any TableOperations) {
        self.options = options
        self.operations = operations
        signatures = SignatureCheck(options.signatures, region: options.region)
        log = options.logsRequests ? RequestLog(options.write) : nil
    }

    /// Returns the answer to a request that is not valid HTTP or too large.
    static func refusal(_ status: Int) -> LoopbackAnswer {
        guard status == 413 else { return LoopbackAnswer(status: status) }
        let message = "HTTP content length exceeded \(TableServerOptions.bodyLimit) bytes."
        return LoopbackAnswer(status: status, headers: [("Content-Type", "text/plain")], body: Array(message.utf8))
    }

    func answer(_ request: LoopbackRequest) -> LoopbackAnswer {
        guard request.method == "POST" else { return answerWithoutOperation(request) }
        guard let type = Self.contentType(request) else { return notFound() }
        let now = options.now()
        let start = log == nil ? nil : MonotonicTime.now
        var operation: String?
        var input: JSONNode?
        let (status, body) = result { () throws(ServiceFailure) in
            let root = try Self.input(request.body)
            input = root
            let name = try OperationTarget.name(request.header("x-amz-target"))
            operation = name
            try signatures.check(request, at: now)
            if let endpoints = Self.endpoints(name, request) { return endpoints }
            return try operations.answer(operation: name, input: root)
        }
        if let log, let start {
            let milliseconds = start.milliseconds(until: .now)
            log.note(operation, input, status: status, at: now, milliseconds: milliseconds)
        }
        return answer(status, type, body, at: now)
    }

    /// Returns the answer to DescribeEndpoints: the address that the request was sent to, so that the client stays
    /// here.
    private static func endpoints(_ operation: String, _ request: LoopbackRequest) -> [UInt8]? {
        guard operation == "DescribeEndpoints", let host = request.header("host"), !host.isEmpty else { return nil }
        return Operations.endpoints(at: String(decoding: host, as: UTF8.self))
    }

    /// Returns the status and body of the answer; internal errors are only logged.
    private func result(_ work: () throws(ServiceFailure) -> [UInt8]) -> (status: Int, body: [UInt8]) {
        do throws(ServiceFailure) {
            return (200, try work())
        } catch {
            guard error.status >= 500 else { return (error.status, error.body()) }
            options.write("\(options.now().iso8601) \(error.type): \(error.message)")
            return (error.status, ServiceFailure.internal.body())
        }
    }

    private static func input(_ body: [UInt8]) throws(ServiceFailure) -> JSONNode {
        do throws(JSONError) {
            let root = try JSONDocument(parsing: body).root
            if root.kind == .object { return root }
        } catch {
            throw .malformedBody
        }
        throw .malformedBody
    }

    /// Returns the content type of the answer; nil if the request does not use this protocol.
    private static func contentType(_ request: LoopbackRequest) -> String? {
        guard let header = request.header("content-type") else { return nil }
        let type = header.prefix { $0 != UInt8(ascii: ";") && $0 != 0x20 }
        if type.elementsEqual(json.utf8) { return json }
        return type.elementsEqual(laterJSON.utf8) ? laterJSON : nil
    }

    private func answerWithoutOperation(_ request: LoopbackRequest) -> LoopbackAnswer {
        guard request.method == "GET" || request.method == "HEAD" else { return notFound() }
        let text = "healthy: dynamodb.\(options.region).amazonaws.com "
        return answer(200, "text/plain", Array(text.utf8), at: options.now())
    }

    private func notFound() -> LoopbackAnswer {
        answer(404, "application/xml", Array("<UnknownOperationException/>\n".utf8), at: options.now())
    }

    private func answer(_ status: Int, _ type: String, _ body: [UInt8], at now: Instant) -> LoopbackAnswer {
        LoopbackAnswer(
            status: status,
            headers: [
                ("Server", "Server"), ("Date", date.text(at: now)), ("Content-Type", type),
                ("x-amzn-RequestId", identifiers.next()), ("x-amz-crc32", String(CRC32.checksum(body))),
            ],
            body: body)
    }
}
