import Bytes
public import HTTP
import JSON
public import Platform
public import Time

/// A mail as it goes out: whole, and who it is from and to.
public struct OutgoingMail: Equatable, Sendable {
    /// The address that it comes from, which the account must have the right to.
    public let sender: String
    /// The addresses that it goes to.
    public let recipients: [String]
    /// Head and body.
    public let bytes: [UInt8]

    /// A mail of these parts.
    public init(sender: String, recipients: [String], bytes: [UInt8]) {
        self.sender = sender
        self.recipients = recipients
        self.bytes = bytes
    }
}

/// Hands mail to SES (its second API), each once: the service knows no token that would make another try harmless.
public final class SESClient {
    /// Time kept back from the invocation's deadline, to write down what became of the mail.
    private static let reserveMilliseconds = 1_000
    private static let path = "/v2/email/outbound-emails"

    private let place: ServicePlace
    private let transport: any HTTPTransport
    private let credentials: any CredentialsProvider
    private let signer: RequestSigner
    private let host: Host
    private let clock: () -> Instant

    /// A client that signs with these credentials, and counts, logs and keeps to the deadline of the host.
    ///
    /// The clock is not the host's, which may stand still: a signature needs the time as it is.
    public init(
        place: ServicePlace, transport: any HTTPTransport, credentials: any CredentialsProvider, host: Host,
        clock: @escaping () -> Instant = { .now }
    ) {
        self.place = place
        self.transport = transport
        self.credentials = credentials
        self.host = host
        self.clock = clock
        signer = RequestSigner(service: "ses", region: place.region)
    }

    /// Hands the mail over and answers with the id that the service knows it by, empty when it tells none.
    ///
    /// Taken is not delivered: what becomes of the mail later, the service reports elsewhere.
    public func send(_ mail: OutgoingMail) throws(SESError) -> String {
        host.log.debug("SES is asked", ["permissions": ["SendEmail", "SendRawEmail"]])
        host.counters.add(to: "SESCalls")
        let request = try signed(request(mail))
        let response: HTTPResponse
        do throws(HTTPError) {
            response = try transport.send(request, by: deadline)
        } catch {
            throw SESError(error)
        }
        guard (200...299).contains(response.status) else { throw SESError(response, to: mail) }
        return (try? JSONDocument(parsing: response.body))?.root["MessageId"]?.string ?? ""
    }

    private func signed(_ request: HTTPRequest) throws(SESError) -> HTTPRequest {
        let now = clock()
        do throws(CredentialsError) {
            return signer.sign(request, with: try credentials.credentials(at: now), at: now)
        } catch {
            throw .noCredentials(error)
        }
    }

    private func request(_ mail: OutgoingMail) -> HTTPRequest {
        var json = JSONWriter(capacity: mail.bytes.count * 4 / 3 + 512)
        json.object { json in
            json.member("FromEmailAddress", mail.sender)
            json.object("Destination") { json in
                json.array("ToAddresses") { json in
                    for recipient in mail.recipients { json.string(recipient) }
                }
            }
            json.object("Content") { json in
                json.object("Raw") { json in
                    json.key("Data")
                    json.string(utf8: Base64.encodedBytes(mail.bytes))
                }
            }
        }
        return HTTPRequest(
            "POST", place.endpoint, path: Self.path, headers: ["Content-Type": "application/json"], body: json.bytes)
    }

    /// When the answer must be there.
    private var deadline: Instant? {
        host.deadline?.adding(milliseconds: -Self.reserveMilliseconds)
    }
}
