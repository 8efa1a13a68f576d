public import HTTP
internal import JSON
public import Time

/// The temporary credentials that a container's agent issues, renewed before they expire.
public final class ContainerCredentials: CredentialsProvider {
    /// The time-out of a request in seconds; the agent is on the same machine.
    private static let patience = 5
    /// The maximum number of bytes in an answer.
    private static let longestAnswer = 64 * 1024
    /// The number of seconds before expiry at which credentials are renewed.
    private static let head = 300
    /// The number of seconds between two attempts to renew credentials that are still valid.
    private static let pause = 30

    private let address: ContainerAddress
    private let token: AuthorizationToken
    private let transport: any HTTPTransport
    private var current: (credentials: Credentials, expiresAt: Instant, renewAt: Instant)?

    /// Reads the agent's address from the environment, without requesting anything yet.
    ///
    /// The variables are `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` or `AWS_CONTAINER_CREDENTIALS_FULL_URI`, and
    /// optionally `AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE` or `AWS_CONTAINER_AUTHORIZATION_TOKEN`.
    ///
    /// - Throws: `notConfigured` without an address; `invalidSetting` for an address that can't be trusted or a token
    ///   that can't be sent.
    public init(lookup: (String) -> String?, transport: any HTTPTransport) throws(CredentialsError) {
        guard let address = try ContainerAddress(lookup: lookup) else {
            throw .notConfigured(
                advice: "set AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or AWS_CONTAINER_CREDENTIALS_FULL_URI")
        }
        self.address = address
        token = try AuthorizationToken(lookup: lookup)
        self.transport = transport
    }

    /// Returns the latest credentials, renewed if they expire within five minutes.
    ///
    /// If renewing fails, the latest are used while they are valid.
    ///
    /// - Throws: The error of a failed renewal, once there are no valid credentials.
    public func credentials(at moment: Instant) throws(CredentialsError) -> Credentials {
        if let current, moment < current.renewAt { return current.credentials }
        do throws(CredentialsError) {
            let (credentials, expiresAt) = try fetch(at: moment)
            let renewAt = max(expiresAt.adding(seconds: -Self.head), moment.adding(seconds: Self.pause))
            current = (credentials, expiresAt, min(renewAt, expiresAt))
            return credentials
        } catch {
            guard let last = current, moment < last.expiresAt else { throw error }
            current?.renewAt = min(moment.adding(seconds: Self.pause), last.expiresAt)
            return last.credentials
        }
    }

    private func fetch(at moment: Instant) throws(CredentialsError) -> (Credentials, expiresAt: Instant) {
        var request = HTTPRequest("GET", address.endpoint, path: address.path, query: address.query)
        request.headers.add("Accept", "application/json")
        if let token = try token.value() { request.headers.add("Authorization", token) }
        let response = try send(request, by: moment.adding(seconds: Self.patience))
        guard response.status == 200 else { throw .refused(status: response.status) }
        guard response.body.count <= Self.longestAnswer else {
            throw .noAnswer(.answerTooLarge(limit: Self.longestAnswer))
        }
        let answer = try Answer(response.body)
        guard moment < answer.expiresAt else { throw .invalidAnswer(reason: "Expiration: has passed already") }
        return (answer.credentials, answer.expiresAt)
    }

    private func send(_ request: HTTPRequest, by deadline: Instant) throws(CredentialsError) -> HTTPResponse {
        do throws(HTTPError) {
            return try transport.send(request, by: deadline)
        } catch {
            throw .noAnswer(error)
        }
    }
}

/// The agent's answer.
private struct Answer {
    let credentials: Credentials
    let expiresAt: Instant

    init(_ body: [UInt8]) throws(CredentialsError) {
        do throws(JSONError) {
            let root = try JSONDocument(parsing: body, maximumDepth: 16).root
            let expiration = try root.required("Expiration")
            guard let expiresAt = Instant(iso8601: try expiration.asString()) else {
                throw expiration.error("is not a moment in ISO 8601")
            }
            self.expiresAt = expiresAt
            credentials = Credentials(
                accessKeyID: try Self.text("AccessKeyId", of: root),
                secretAccessKey: try Self.text("SecretAccessKey", of: root),
                sessionToken: try Self.text("Token", of: root), expiresAt: expiresAt)
        } catch {
            throw .invalidAnswer(reason: error.description)
        }
    }

    private static func text(_ name: String, of root: JSONNode) throws(JSONError) -> String {
        let node = try root.required(name)
        let text = try node.asString()
        guard !text.isEmpty, text.isPrintableASCII else { throw node.error("is empty or cannot stand in a header") }
        return text
    }
}
