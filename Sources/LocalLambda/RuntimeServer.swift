import Foundation
import Loopback

/// A Runtime API for one process of a function: hands it events and takes its answers.
public final class RuntimeServer: Sendable {
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
        public let trace: String
        /// The name that the function goes by, an ARN.
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
        // A function at work says nothing for as long as it takes.
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

    /// A page must not take a function's events: one whose name was made to point here names another host, and of any
    /// other the browser says that it is a page's.
    private static func isFromFunction(_ request: LoopbackRequest) -> Bool {
        guard request.header("origin") == nil, request.header("sec-fetch-site") == nil else { return false }
        return request.header("host")?.starts(with: "127.0.0.1:".utf8) ?? true
    }

    /// `host:port`, as AWS_LAMBDA_RUNTIME_API has it.
    public var address: String { "127.0.0.1:\(server.port)" }

    /// How often a function has asked for an event.
    public var polls: Int { queue.polls }

    /// Ends it: a function that waits for an event loses its connection.
    public func stop() {
        queue.close()
        server.stop()
    }

    /// Hands the event to the function and waits for what comes of it.
    ///
    /// The function is told to answer within these seconds. After them the event is withdrawn, if it was not taken yet,
    /// and an answer that comes later is refused, as Lambda does.
    public func invoke(_ event: Event, seconds: Double = 30) -> Outcome {
        queue.invoke(event, seconds: seconds)
    }
}
