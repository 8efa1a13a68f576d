import AWS
import HTTP
import JSON
import Platform
import Testbed
import Testing
import Time

@Suite("Mail through SES")
struct SESClientTests {
    private static let mail = OutgoingMail(
        sender: "post@convene.example", recipients: ["ada@example.com"],
        bytes: Array("Subject: Hi\r\n\r\n??>>\r\n".utf8))
    private let test = TestHost()

    private struct Fixed: CredentialsProvider {
        let answer: Result<Credentials, CredentialsError>

        func credentials(at moment: Instant) throws(CredentialsError) -> Credentials { try answer.get() }
    }

    private func client(
        _ transport: any HTTPTransport, _ settings: [String: String] = ["AWS_REGION": "eu-west-1"],
        credentials: Result<Credentials, CredentialsError> = .success(
            Credentials(accessKeyID: "AKID", secretAccessKey: "hush", sessionToken: "quiet"))
    ) throws -> SESClient {
        SESClient(
            place: try .ses(Settings(settings)), transport: transport,
            credentials: Fixed(answer: credentials), host: test.host, clock: { Instant(seconds: 1_795_278_600) })
    }

    /// Returns the error of sending when the service gives this answer.
    private func failure(_ answer: ReplayTransport.Answer) throws -> SESError? {
        let client = try client(ReplayTransport([answer]))
        do throws(SESError) {
            _ = try client.send(Self.mail)
            return nil
        } catch {
            return error
        }
    }

    @Test("a mail goes out whole, signed for SES, and comes back as an id")
    func sent() throws {
        let transport = ReplayTransport((200, #"{"MessageId":"0102-id"}"#))
        #expect(try client(transport).send(Self.mail) == "0102-id")
        let request = try #require(transport.requests.first)
        #expect(request.method == "POST")
        #expect(request.url == "https://email.eu-west-1.amazonaws.com/v2/email/outbound-emails")
        #expect(
            transport.bodies == [
                #"{"FromEmailAddress":"post@convene.example","Destination":{"ToAddresses":["ada@example.com"]},"#
                    + #""Content":{"Raw":{"Data":"U3ViamVjdDogSGkNCg0KPz8+Pg0K"}}}"#
            ])
        #expect(request.headers["Content-Type"] == "application/json")
        #expect(request.headers["X-Amz-Security-Token"] == "quiet")
        let authorization = try #require(request.headers["Authorization"])
        #expect(authorization.hasPrefix("AWS4-HMAC-SHA256 Credential=AKID/20261121/eu-west-1/ses/aws4_request, "))
    }

    @Test("a mail that was taken is sent, whatever the answer holds", arguments: ["", "{}", "[", "{\"MessageId\":1}"])
    func taken(body: String) throws {
        #expect(try client(ReplayTransport((200, body))).send(Self.mail) == "")
    }

    @Test("the answer is waited for as long as leaves time to write down what became of the mail")
    func deadline() throws {
        let transport = ReplayTransport((200, "{}"))
        test.host.deadline = Instant(seconds: 1_795_278_610)
        _ = try client(transport).send(Self.mail)
        #expect(transport.deadlines == [Instant(seconds: 1_795_278_609)])
    }

    @Test(
        "each of the service's errors says what to do about it",
        arguments: [
            (429, "TooManyRequestsException", .throttled(type: "TooManyRequests")),
            (400, "LimitExceededException", .throttled(type: "LimitExceeded")),
            (400, "ThrottlingException", .throttled(type: "Throttling")),
            (400, "AccountSuspendedException", .accountBarred(type: "AccountSuspended", message: "no")),
            (400, "SendingPausedException", .accountBarred(type: "SendingPaused", message: "no")),
            (
                400, "MailFromDomainNotVerifiedException",
                .accountBarred(type: "MailFromDomainNotVerified", message: "no")
            ),
            (404, "NotFoundException", .accountBarred(type: "NotFound", message: "no")),
            (400, "MessageRejected", .refused(type: "MessageRejected", message: "no")),
            (400, "BadRequestException", .refused(type: "BadRequest", message: "no")),
            (400, "SomethingNew", .refused(type: "SomethingNew", message: "no")),
            (400, "", .refused(type: "status 400", message: "no")),
            (413, "", .refused(type: "status 413", message: "no")),
            (405, "", .accountBarred(type: "status 405", message: "no")),
            (408, "", .unavailable(detail: "status 408: no")),
            (418, "SomethingNew", .refused(type: "SomethingNew", message: "no")),
            (403, "AccessDeniedException", .denied(type: "AccessDenied", message: "no")),
            (403, "SignatureDoesNotMatch", .denied(type: "SignatureDoesNotMatch", message: "no")),
            (403, "", .denied(type: "status 403", message: "no")),
            (429, "", .throttled(type: "status 429")),
            (500, "InternalServiceErrorException", .outcomeUnknown(detail: "InternalServiceError: no")),
            (502, "", .outcomeUnknown(detail: "status 502: no")),
            (503, "ServiceUnavailable", .unavailable(detail: "ServiceUnavailable: no")),
            (302, "", .outcomeUnknown(detail: "status 302: no")),
        ] as [(Int, String, SESError)])
    func errors(status: Int, type: String, expected: SESError) throws {
        let inBody = #"{"__type":"com.amazonaws.ses#\#(type)","message":"no"}"#
        #expect(try failure(.success(HTTPResponse(status: status, body: Array(inBody.utf8)))) == expected)
        let inHead = HTTPResponse(
            status: status, headers: ["X-Amzn-Errortype": "\(type):http://internal.amazon.com/coral/"],
            body: Array(#"{"Message":"no"}"#.utf8))
        #expect(try failure(.success(inHead)) == expected)
    }

    private func rejection(_ message: String) throws -> SESError? {
        try failure(
            .success(
                HTTPResponse(
                    status: 400, headers: ["x-amzn-ErrorType": "MessageRejected"],
                    body: Array(#"{"message":"\#(message)"}"#.utf8))))
    }

    @Test(
        "a sender that is not verified is the account's to mend, a recipient alone is that mail's; neither is repeated",
        arguments: [
            ("post@convene.example", false), ("convene.example", false),
            ("post@convene.example, ada@example.com", false),
            ("ada@example.com", true), ("Ada@Example.com", true), ("ada@example.com.", true),
            ("notada@example.com", false), ("", false),
        ])
    func notVerified(identities: String, isMails: Bool) throws {
        let said =
            "Email address is not verified. The following identities failed the check in region EU-WEST-1: "
            + identities
        let message = "Email address is not verified"
        let expected: SESError =
            isMails
            ? .refused(type: "MessageRejected", message: message)
            : .accountBarred(type: "MessageRejected", message: message)
        #expect(try rejection(said) == expected)
    }

    @Test("what is kept of a refusal does not name the address")
    func masked() throws {
        #expect(
            try rejection("Refused: <ADA@example.com> (ada@example.com), but not xada@example.com. ada@example.com.")
                == .refused(
                    type: "MessageRejected",
                    message: "Refused: <(address)> ((address)), but not xada@example.com. (address)."))
    }

    @Test("without an answer, what is certain is that nothing was sent, or else nothing is")
    func noAnswer() throws {
        let error: [(HTTPError, SESError)] = [
            (.notConnected(detail: "refused"), .unavailable(detail: "no connection: refused")),
            (.notSecure(detail: "name"), .unavailable(detail: "no secure connection: name")),
            (.timedOut(detail: "3 s"), .outcomeUnknown(detail: "no answer in time: 3 s")),
            (.interrupted(detail: "reset"), .outcomeUnknown(detail: "the exchange broke off: reset")),
            (.answerTooLarge(limit: 9), .outcomeUnknown(detail: "the answer has more than 9 bytes")),
            (.invalidRequest(detail: "path"), .refused(type: "InvalidRequest", message: "path")),
        ]
        for (cause, expected) in error { #expect(try failure(.failure(cause)) == expected) }
    }

    @Test("an error asks for another try, for slowing down, for giving this mail up, or for the account to be mended")
    func remedies() {
        let remedies: [(SESError, SESError.Remedy)] = [
            (.throttled(type: ""), .slowDown), (.unavailable(detail: ""), .tryAgain),
            (.outcomeUnknown(detail: ""), .tryAgain), (.refused(type: "", message: ""), .giveUp),
            (.accountBarred(type: "", message: ""), .mendAccount), (.denied(type: "", message: ""), .mendAccount),
            (.noCredentials(.refused(status: 500)), .mendAccount),
        ]
        for (error, remedy) in remedies { #expect(error.remedy == remedy) }
    }

    @Test("a message of the service keeps its first line, and not all of a long one")
    func messages() throws {
        let long = String(repeating: "x", count: 2_000)
        let body = #"{"__type":"AccessDeniedException","message":"\#(long)\nX-Amz-Security-Token:quiet"}"#
        let expected = SESError.denied(type: "AccessDenied", message: String(long.prefix(500)))
        #expect(try failure(.success(HTTPResponse(status: 403, body: Array(body.utf8)))) == expected)
    }

    @Test("without credentials nothing is sent")
    func noCredentials() throws {
        let transport = ReplayTransport([])
        let client = try client(transport, credentials: .failure(.refused(status: 500)))
        #expect(throws: SESError.noCredentials(.refused(status: 500))) { try client.send(Self.mail) }
        #expect(transport.requests.isEmpty)
    }

    @Test("SES_ENDPOINT is another place than AWS, and a setting that makes no sense is named")
    func places() throws {
        let local = try ServicePlace.ses(
            Settings(["AWS_DEFAULT_REGION": "us-east-1", "SES_ENDPOINT": "http://127.0.0.1:3000"]))
        #expect(local == .init(endpoint: Endpoint(scheme: .http, host: "127.0.0.1", port: 3000), region: "us-east-1"))
        for (settings, name) in [
            ([:], "AWS_REGION"), (["AWS_REGION": "a b"], "AWS_REGION"),
            (["AWS_REGION": "eu-west-1", "SES_ENDPOINT": "ftp://x"], "SES_ENDPOINT"),
        ] {
            let error = #expect(throws: SettingsError.self) { try ServicePlace.ses(Settings(settings)) }
            #expect(error?.name == name)
        }
    }
}
