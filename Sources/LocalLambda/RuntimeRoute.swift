import Foundation
import Loopback

/// A call to the Runtime API.
enum RuntimeRoute {
    case next
    case finish(id: String, RuntimeServer.Outcome)
    case failToStart(RuntimeServer.Outcome)
    case unknown

    private static let prefix = Array("/2018-06-01/runtime/".utf8)

    init(_ request: LoopbackRequest) {
        let target = request.targetBytes
        let path = target.starts(with: Self.prefix) ? target.dropFirst(Self.prefix.count) : []
        let parts = path.split(separator: UInt8(ascii: "/")).map { String(decoding: $0, as: UTF8.self) }
        switch (request.method, parts.first, parts.count, parts.last) {
        case ("GET", "invocation", 2, "next"):
            self = .next
        case ("POST", "invocation", 3, "response"):
            self = .finish(id: parts[1], .answer(request.body))
        case ("POST", "invocation", 3, "error"):
            self = .finish(id: parts[1], .failure(type: Self.errorType(request), report: request.body))
        case ("POST", "init", 2, "error"):
            self = .failToStart(.initFailure(type: Self.errorType(request), report: request.body))
        default:
            self = .unknown
        }
    }

    /// Carries out the call and answers it; returns false if the connection can't be used any more.
    func serve(_ queue: InvocationQueue, on connection: LoopbackConnection) -> Bool {
        switch self {
        case .next:
            queue.ask(connection.answerLater())
            return true
        case .finish(let id, let outcome):
            guard queue.finish(id, outcome) else {
                return connection.send(Self.refusal(400, "InvalidRequestID", "nobody waits for this answer"))
            }
            return connection.send(Self.accepted)
        case .failToStart(let outcome):
            queue.failToStart(outcome)
            return connection.send(Self.accepted)
        case .unknown:
            return connection.send(Self.refusal(404, "NotFound", "no such route"))
        }
    }

    private static func errorType(_ request: LoopbackRequest) -> String {
        request.header("lambda-runtime-function-error-type").map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    private static let accepted = answer(202, #"{"status":"OK"}"#)

    private static func refusal(_ status: Int, _ error: String, _ message: String) -> LoopbackAnswer {
        answer(status, #"{"errorMessage":"\#(message)","errorType":"\#(error)"}"#)
    }

    private static func answer(_ status: Int, _ body: String) -> LoopbackAnswer {
        LoopbackAnswer(status: status, headers: [("Content-Type", "application/json")], body: Array(body.utf8))
    }

    /// Returns the answer that passes an event to the function.
    static func answer(_ request: InvocationQueue.Request) -> LoopbackAnswer {
        let event = request.event
        return LoopbackAnswer(
            status: 200,
            headers: [
                ("Content-Type", "application/json"),
                ("Lambda-Runtime-Aws-Request-Id", event.id),
                ("Lambda-Runtime-Deadline-Ms", String(Int64(request.deadline.timeIntervalSince1970 * 1_000))),
                ("Lambda-Runtime-Invoked-Function-Arn", event.function),
                ("Lambda-Runtime-Trace-Id", event.trace),
            ],
            body: event.body)
    }
}
