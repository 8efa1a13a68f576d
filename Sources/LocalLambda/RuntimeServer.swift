import Foundation
import Loopback

/// A Runtime API for one process of a function, which passes it events and receives its answers.
public final class RuntimeServer: Sendable {
    /// The outcome of an invocation.
    public enum Outcome: Equatable, Sendable {
        case answer([UInt8])
        /// The function reported an error, with its type and the original report.
        case failure(type: String, report: [UInt8])
        /// The function reported that it could not start.
        case initFailure(type: String, report: [UInt8])
        case timedOut
    }

    /// An event with the metadata that Lambda sends along.
    public struct Event: Sendable {
        public let id: String
        public let body: [UInt8]
        public let trace: String
        /// The function's ARN.
        public let function: String

        public init(
            _ body: [UInt8],
            trace: String = "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1",
            function: String = "arn:aws:lambda:eu-west-1:000000000000:function:local"
        ) {
            id = UUID().uuidString.lowercased()
            self.body = body
            self.trace = trace
            self.function = function
        }
    }

    private let queue: InvocationQueue
    private let server: LoopbackServer

    public init() throws {
        let queue = InvocationQueue()
        self.queue = queue
        var options = LoopbackOptions()
        // A busy function is silent for as long as it takes.
        options.idlePatience = nil
        server = try LoopbackServer(options) { connection in
            while let request = connection.nextRequest(), Self.isFromFunction(request),
                RuntimeRoute(request).serve(queue, on: connection)
            {}
        }
    }

    deinit {
        stop()
    }

    /// Returns whether the request comes from a program: a web page must not take a function's events.
    ///
    /// A page whose host name was made to resolve to this machine sends another `Host`, and browsers mark the requests
    /// of any other page.
    private static func isFromFunction(_ request: LoopbackRequest) -> Bool {
        guard request.header("origin") == nil, request.header("sec-fetch-site") == nil else { return false }
        return request.header("host")?.starts(with: "127.0.0.1:".utf8) ?? true
    }

    /// `host:port`, as in AWS_LAMBDA_RUNTIME_API.
    public var address: String { "127.0.0.1:\(server.port)" }

    /// How often the function has asked for an event.
    public var polls: Int { queue.polls }

    /// Stops the server; a function that is waiting for an event loses its connection.
    public func stop() {
        queue.close()
        server.stop()
    }

    /// Sends an event to the function and waits for the outcome.
    ///
    /// The function gets a deadline in `seconds` seconds. After it the event is withdrawn if it was not taken yet, and
    /// a later answer is refused, as in Lambda.
    public func invoke(_ event: Event, seconds: Double = 30) -> Outcome {
        queue.invoke(event, seconds: seconds)
    }
}
