import Foundation

/// A Runtime API for one process of a function: hands it events and takes its answers.
public final class RuntimeServer: @unchecked Sendable {
    /// What came of an invocation.
    public enum Outcome: Equatable, Sendable {
        case answer([UInt8])
        /// The function reported an error: its type, and the report as it came.
        case failure(type: String, report: [UInt8])
        /// The function reported that it could not start.
        case initFailure(type: String, report: [UInt8])
        case timedOut
    }

    /// An event on its way, with what Lambda says beside it.
    public struct Event: Sendable {
        public let id: String
        public let body: [UInt8]
        public let headers: [String: String]

        public init(_ body: [UInt8], headers: [String: String] = [:]) {
            id = UUID().uuidString.lowercased()
            self.body = body
            self.headers = headers
        }
    }

    private static let path = "/2018-06-01/runtime"

    private let change = NSCondition()
    private var waiting: [Event] = []
    private var outcomes: [String: Outcome] = [:]
    private var initFailure: Outcome?
    private var server: LoopbackServer?
    private var pollCount = 0

    public init() throws {
        server = try LoopbackServer { [weak self] connection in
            while let request = connection.nextRequest(), let self {
                guard connection.send(self.answer(request)) else { return }
            }
        }
    }

    /// `host:port`, as AWS_LAMBDA_RUNTIME_API has it.
    public var address: String { "127.0.0.1:\(server?.port ?? 0)" }

    /// How often a function has asked for an event.
    public var polls: Int { change.withLock { pollCount } }

    public func stop() {
        server?.stop()
    }

    /// Hands the event to the function and waits for what comes of it.
    public func invoke(_ event: Event, seconds: Double = 30) -> Outcome {
        change.withLock {
            waiting.append(event)
            change.broadcast()
            let deadline = Date(timeIntervalSinceNow: seconds)
            while outcomes[event.id] == nil, initFailure == nil {
                guard change.wait(until: deadline) else { return .timedOut }
            }
            return outcomes.removeValue(forKey: event.id) ?? initFailure ?? .timedOut
        }
    }

    private func answer(_ request: LoopbackRequest) -> [UInt8] {
        let parts = request.target.dropFirst(Self.path.count + 1).split(separator: "/").map(String.init)
        switch (request.method, parts.count, parts.last) {
        case ("GET", 2, "next"): return nextEvent()
        case ("POST", 3, "response"): return take(.answer(request.body), for: parts[1])
        case ("POST", 3, "error"): return take(.failure(type: request.errorType, report: request.body), for: parts[1])
        case ("POST", 2, "error"): return takeInitFailure(.initFailure(type: request.errorType, report: request.body))
        default: return response(404, #"{"errorMessage":"no such route","errorType":"NotFound"}"#)
        }
    }

    private func nextEvent() -> [UInt8] {
        let event = change.withLock {
            pollCount += 1
            change.broadcast()
            while waiting.isEmpty { change.wait() }
            return waiting.removeFirst()
        }
        let deadline = Int64(Date().timeIntervalSince1970 * 1000) + 30_000
        var headers = [
            "Content-Type": "application/json",
            "Lambda-Runtime-Aws-Request-Id": event.id,
            "Lambda-Runtime-Deadline-Ms": String(deadline),
            "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:eu-west-1:000000000000:function:local",
            "Lambda-Runtime-Trace-Id": "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1",
        ]
        headers.merge(event.headers) { _, own in own }
        return response(200, headers: headers, event.body)
    }

    private func take(_ outcome: Outcome, for id: String) -> [UInt8] {
        change.withLock {
            outcomes[id] = outcome
            change.broadcast()
        }
        return response(202, #"{"status":"OK"}"#)
    }

    private func takeInitFailure(_ outcome: Outcome) -> [UInt8] {
        change.withLock {
            initFailure = outcome
            change.broadcast()
        }
        return response(202, #"{"status":"OK"}"#)
    }

    private func response(_ status: Int, _ body: String) -> [UInt8] {
        response(status, headers: ["Content-Type": "application/json"], Array(body.utf8))
    }

    private func response(_ status: Int, headers: [String: String], _ body: [UInt8]) -> [UInt8] {
        let fields = headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\r\n" }.joined()
        return Array("HTTP/1.1 \(status) Local\r\n\(fields)Content-Length: \(body.count)\r\n\r\n".utf8) + body
    }
}

extension LoopbackRequest {
    fileprivate var errorType: String {
        headers["lambda-runtime-function-error-type"] ?? ""
    }
}
