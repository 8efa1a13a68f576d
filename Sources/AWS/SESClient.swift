import Bytes
public import HTTP
import JSON
public import Platform
public import Time

/// A complete mail, ready to send, with its sender and recipients.
public struct OutgoingMail: Equatable, Sendable {
    /// The sender's address, which the account must be allowed to use.
    public let sender: String
    /// The addresses of the recipients.
    public let recipients: [String]
    /// The head and the body.
    public let bytes: [UInt8]

    /// Creates a mail from its parts.
    public init(sender: String, recipients: [String], bytes: [UInt8]) {
        self.sender = sender
        self.recipients = recipients
        self.bytes = bytes
    }
}

/// A client of SES (API version 2) that sends each mail once: the service knows no token that would make retries safe.
public final class SESClient {
    /// The time kept back from the invocation's deadline, to record the outcome.
    private static let reserveMilliseconds = 1_000
    private static let path = "/v2/email/outbound-emails"

    private let place: ServicePlace
    private let transport: any HTTPTransport
    private let credentials: any CredentialsProvider
    private let signer: RequestSigner
    private let host: Host
    private let clock: () -> Instant

    /// Creates a client that signs with these credentials, and uses the host's counters, log and deadline.
    ///
    /// The clock is separate from the host's, which may be stopped: a signature needs the actual time.
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

    /// Sends the mail and returns the service's id for it, empty if the service returns none.
    ///
    /// Accepted does not mean delivered: the service reports elsewhere what happens to the mail later.
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

    /// The moment by which the answer must have arrived.
    private var deadline: Instant? {
        host.deadline?.adding(milliseconds: -Self.reserveMilliseconds)
    }
}
