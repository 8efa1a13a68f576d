import Foundation
import Loopback

/// The port, taken before all else is known: its number stands in what is served behind it.
final class Listener: @unchecked Sendable {
    typealias Answer = @Sendable (LoopbackRequest) -> LoopbackAnswer

    let server: LoopbackServer
    private let pending: PendingAnswer

    /// Who comes before the answer is known waits for it.
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
            // The one for those beyond the bound of connections is made before anybody comes.
            if status != busy { journal.note("\(status): what came is no request that could be read") }
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

    /// Answers from now on.
    func begin(_ answer: @escaping Answer) {
        pending.answer = answer
    }
}
