import Loopback

/// SES on a port of its own, with what it has taken.
///
/// Its limits are others than the API's, and so no route of the API can stand in its way.
final class LocalSES: Sendable {
    let store: MailStore
    let outage = MailOutage()
    private let server: LoopbackServer

    /// Keeps mail in that folder; throws when there is no such place or no such port.
    init(folder: String, port: Int, _ journal: Journal) throws(GatewayError) {
        let store = try MailStore(folder: folder)
        self.store = store
        let endpoint = SESEndpoint(store, outage, journal)
        var options = LoopbackOptions()
        options.port = port
        options.bodyLimit = SESRequest.longest + 64 * 1024
        options.requiresHost = true
        options.refusal = { .message($0) }
        do throws(LoopbackServer.CannotListen) {
            server = try LoopbackServer(options, answering: { endpoint.answer($0) })
        } catch {
            throw GatewayError("SES cannot listen on \(error.reason); choose another port with --ses-port")
        }
    }

    var address: String { "http://127.0.0.1:\(server.port)" }

    /// Answers what is in work, and takes no more.
    func close() {
        server.drain(within: 5)
    }
}
