import Loopback

/// A local SES on its own port, with the mail that it received.
///
/// It has other limits than the API, and on its own port no route of the API can hide it.
final class LocalSES: Sendable {
    let store: MailStore
    let outage = MailOutage()
    private let server: LoopbackServer

    /// Starts the service; keeps mail in the folder.
    ///
    /// - Throws: `GatewayError` if the folder or the port can't be used.
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

    /// Finishes running requests and stops.
    func close() {
        server.drain(within: 5)
    }
}
