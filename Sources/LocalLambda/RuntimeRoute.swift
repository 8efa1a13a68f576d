import Foundation
import Loopback

/// One call of the Runtime API.
enum RuntimeRoute {
    case next
    case finish(id: String, RuntimeServer.Outcome)
    case failToStart(RuntimeServer.Outcome)
    case unknown

    init(_ request: LoopbackRequest) {
        let prefix = "/2018-06-01/runtime/"
        let errorType = request.headers["lambda-runtime-function-error-type"] ?? ""
        let parts = request.target.hasPrefix(prefix) ? request.target.dropFirst(prefix.count).split(separator: "/") : []
        switch (request.method, parts.first, parts.count, parts.last) {
        case ("GET", "invocation", 2, "next"):
            self = .next
        case ("POST", "invocation", 3, "response"):
            self = .finish(id: String(parts[1]), .answer(request.body))
        case ("POST", "invocation", 3, "error"):
            self = .finish(id: String(parts[1]), .failure(type: errorType, report: request.body))
        case ("POST", "init", 2, "error"):
            self = .failToStart(.initFailure(type: errorType, report: request.body))
        default:
            self = .unknown
        }
    }

    /// Does what was called for and answers it; false when the connection is of no more use.
    func serve(_ desk: InvocationDesk, on connection: LoopbackConnection) -> Bool {
        switch self {
        case .next:
            guard let request = desk.next(while: { !connection.isGone }) else { return false }
            let isSent = connection.send(Self.response(request))
            if !isSent { desk.putBack(request) }
            return isSent
        case .finish(let id, let outcome):
            guard desk.finish(id, outcome) else {
                return connection.send(Self.response(400, error: "InvalidRequestID", "nobody waits for this answer"))
            }
            return connection.send(Self.accepted)
        case .failToStart(let outcome):
            desk.failToStart(outcome)
            return connection.send(Self.accepted)
        case .unknown:
            return connection.send(Self.response(404, error: "NotFound", "no such route"))
        }
    }

    private static let accepted = response(202, #"{"status":"OK"}"#)

    private static func response(_ status: Int, error: String, _ message: String) -> [UInt8] {
        response(status, #"{"errorMessage":"\#(message)","errorType":"\#(error)"}"#)
    }

    private static func response(_ status: Int, _ body: String) -> [UInt8] {
        response(status, headers: ["Content-Type": "application/json"], Array(body.utf8))
    }

    private static func response(_ request: InvocationDesk.Request) -> [UInt8] {
        let headers = [
            "Content-Type": "application/json",
            "Lambda-Runtime-Aws-Request-Id": request.event.id,
            "Lambda-Runtime-Deadline-Ms": String(Int64(request.deadline.timeIntervalSince1970 * 1_000)),
            "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:eu-west-1:000000000000:function:local",
            "Lambda-Runtime-Trace-Id": "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1",
        ]
        return response(200, headers: headers.merging(request.event.headers) { _, own in own }, request.event.body)
    }

    private static func response(_ status: Int, headers: [String: String], _ body: [UInt8]) -> [UInt8] {
        let fields = headers.sorted { $0.key < $1.key }.map { "\($0.key): \(oneLine($0.value))\r\n" }.joined()
        return Array("HTTP/1.1 \(status) Local\r\n\(fields)Content-Length: \(body.count)\r\n\r\n".utf8) + body
    }

    /// A header's value may come from a client; what would end its line becomes a space.
    private static func oneLine(_ value: String) -> String {
        String(decoding: value.utf8.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }, as: UTF8.self)
    }
}
