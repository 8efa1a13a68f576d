import Foundation
import Loopback

/// The API's port, which is bound before anything else is ready, because its number is part of the configuration.
final class Listener: @unchecked Sendable {
    typealias Answer = @Sendable (LoopbackRequest) -> LoopbackAnswer

    let server: LoopbackServer
    private let pending: PendingAnswer

    /// Holds early requests until the answering closure is known.
    private final class PendingAnswer: @unchecked Sendable {
        private let change = NSCondition()
        private var known: Answer?

        var answer: Answer? {
            get { change.withLock { wait() } }
            set {
                change.withLock {
                    known = newValue
                    change.broadcast()
                }
            }
        }

        private func wait() -> Answer? {
            if let known { return known }
            let limit = Date(timeIntervalSinceNow: 10)
            while known == nil, change.wait(until: limit) {}
            return known
        }
    }

    init(host: String, port: Int, _ journal: Journal) throws(GatewayError) {
        var options = LoopbackOptions()
        options.host = host
        options.port = port
        options.headLimit = GatewayEndpoint.headLimit
        options.bodyLimit = GatewayEndpoint.bodyLimit
        options.requiresHost = true
        let busy = 503
        options.refusal = { status in
            // The answer for a full server is made in advance, not for a request.
            if status != busy { journal.note("\(status): the request could not be read") }
            return .message(status)
        }
        let pending = PendingAnswer()
        self.pending = pending
        do throws(LoopbackServer.CannotListen) {
            server = try LoopbackServer(options, answering: { pending.answer?($0) ?? .message(503) })
        } catch {
            throw GatewayError("cannot listen on \(error.reason); choose another port with PORT=…")
        }
    }

    /// Sets the closure that answers requests from now on.
    func begin(_ answer: @escaping Answer) {
        pending.answer = answer
    }
}
