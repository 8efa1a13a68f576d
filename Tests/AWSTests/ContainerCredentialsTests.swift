import AWS
import HTTP
import Testbed
import Testing
import Time

@Suite("credentials from a container's agent")
struct ContainerCredentialsTests {
    private let relative = ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/credentials/id?a=b"]
    private let start = Instant(seconds: 1_000_000_000)

    @Test("the agent is asked once, within five seconds, and its answer kept")
    func kept() throws {
        let transport = ReplayTransport([.answer("A", expiring: start.adding(seconds: 3600))])
        let provider = try ContainerCredentials(lookup: { relative[$0] }, transport: transport)
        #expect(transport.requests.isEmpty)
        let expected = Credentials(
            accessKeyID: "A", secretAccessKey: "secret of A", sessionToken: "token of A",
            expiresAt: start.adding(seconds: 3600))
        #expect(try provider.credentials(at: start) == expected)
        #expect(try provider.credentials(at: start.adding(seconds: 3299)) == expected)
        #expect(
            transport.requests == [
                HTTPRequest(
                    "GET", Endpoint(scheme: .http, host: "169.254.170.2"), path: "/v2/credentials/id", query: "a=b",
                    headers: ["Accept": "application/json"])
            ])
        #expect(transport.deadlines == [start.adding(seconds: 5)])
    }

    @Test("five minutes before they expire they are renewed")
    func renewed() throws {
        let transport = ReplayTransport([
            .answer("A", expiring: start.adding(seconds: 3600)), .answer("B", expiring: start.adding(seconds: 7200)),
        ])
        let provider = try ContainerCredentials(lookup: { relative[$0] }, transport: transport)
        let keys = try [0, 3299, 3300, 6899].map {
            try provider.credentials(at: start.adding(seconds: $0)).accessKeyID
        }
        #expect(keys == ["A", "A", "B", "B"])
    }

    @Test(
        "a failed renewal keeps the old ones as long as they are valid, and is tried again after half a minute",
        arguments: [
            .failure(.notConnected(detail: "refused")), .failure(.timedOut(detail: "")),
            .success(HTTPResponse(status: 500)), .success(HTTPResponse(status: 200, body: Array("{".utf8))),
            .answer("B", expiring: Instant(seconds: 999_999_999)),
        ] as [Result<HTTPResponse, HTTPError>])
    func failedRenewal(failure: Result<HTTPResponse, HTTPError>) throws {
        let transport = ReplayTransport([
            .answer("A", expiring: start.adding(seconds: 3600)), failure, failure, failure, failure,
            .answer("C", expiring: start.adding(seconds: 7200)),
        ])
        let provider = try ContainerCredentials(lookup: { relative[$0] }, transport: transport)
        let asked = try [0, 3300, 3329, 3330, 3595, 3599].map { seconds in
            let keyID = try provider.credentials(at: start.adding(seconds: seconds)).accessKeyID
            return "\(keyID) \(transport.requests.count)"
        }
        #expect(asked == ["A 1", "A 2", "A 2", "A 3", "A 4", "A 4"])
        #expect(throws: CredentialsError.self) { try provider.credentials(at: start.adding(seconds: 3600)) }
        #expect(try provider.credentials(at: start.adding(seconds: 3600)).accessKeyID == "C")
    }

    @Test("credentials that are short-lived are not asked for at every turn")
    func shortLived() throws {
        let transport = ReplayTransport([
            .answer("A", expiring: start.adding(seconds: 60)), .answer("B", expiring: start.adding(seconds: 90)),
            .answer("C", expiring: start.adding(seconds: 70)), .answer("D", expiring: start.adding(seconds: 3600)),
        ])
        let provider = try ContainerCredentials(lookup: { relative[$0] }, transport: transport)
        let keys = try [0, 29, 30, 59, 60, 69, 70].map {
            try provider.credentials(at: start.adding(seconds: $0)).accessKeyID
        }
        #expect(keys == ["A", "A", "B", "B", "C", "C", "D"])
    }

    @Test(
        "without any valid credentials the error says why, and no secret",
        arguments: [
            (.failure(.timedOut(detail: "5 s")), .noAnswer(.timedOut(detail: "5 s"))),
            (.success(HTTPResponse(status: 404, body: Array("hush".utf8))), .refused(status: 404)),
            (
                .success(HTTPResponse(status: 200, body: [UInt8](repeating: 0x20, count: 65_537))),
                .noAnswer(.answerTooLarge(limit: 65_536))
            ),
            (.body(#"{"AccessKeyId":"A"}"#), .invalidAnswer(reason: "Expiration: is missing")),
            (
                .body(#"{"Expiration":"tomorrow"}"#),
                .invalidAnswer(reason: "Expiration: is not a moment in ISO 8601")
            ),
            (
                .answer("A", expiring: Instant(seconds: 1_000_000_000)),
                .invalidAnswer(reason: "Expiration: has passed already")
            ),
            (
                .answer(#"hush\r\nX: y"#, expiring: Instant(seconds: 2_000_000_000)),
                .invalidAnswer(reason: "AccessKeyId: is empty or cannot stand in a header")
            ),
            (
                .body(#"{"AccessKeyId":"A","SecretAccessKey":"s","Token":"","Expiration":"2033-05-18T03:33:20Z"}"#),
                .invalidAnswer(reason: "Token: is empty or cannot stand in a header")
            ),
        ] as [(Result<HTTPResponse, HTTPError>, CredentialsError)])
    func firstAnswerFails(answer: Result<HTTPResponse, HTTPError>, error: CredentialsError) throws {
        let provider = try ContainerCredentials(lookup: { relative[$0] }, transport: ReplayTransport([answer]))
        #expect(throws: error) { try provider.credentials(at: start) }
    }

    @Test(
        "a full address is https, or http to this machine or AWS's own addresses",
        arguments: [
            ("https://agent.example/creds", "https://agent.example/creds"),
            ("https://agent.example:8443?a=b", "https://agent.example:8443/?a=b"),
            ("http://127.0.0.1:2773/creds?x=1", "http://127.0.0.1:2773/creds?x=1"),
            ("http://127.1.2.3", "http://127.1.2.3/"), ("http://localhost/a", "http://localhost/a"),
            ("http://[::1]:80/a", "http://[::1]/a"), ("http://169.254.170.2/a", "http://169.254.170.2/a"),
            ("http://169.254.170.23/v1/credentials", "http://169.254.170.23/v1/credentials"),
            ("http://[fd00:ec2::23]/v1/credentials", "http://[fd00:ec2::23]/v1/credentials"),
        ])
    func trusted(address: String, url: String) throws {
        let transport = ReplayTransport([.answer("A", expiring: start.adding(seconds: 3600))])
        let provider = try ContainerCredentials(
            lookup: { ["AWS_CONTAINER_CREDENTIALS_FULL_URI": address][$0] }, transport: transport)
        _ = try provider.credentials(at: start)
        #expect(transport.requests.map(\.url) == [url])
    }

    @Test(
        "any other address is refused before anything is sent",
        arguments: [
            "http://agent.example/creds", "http://127.0.0.1.evil.example/", "http://127.evil.example/",
            "http://127.0.0.256/", "http://127.0.0/", "http://0.0.0.0/", "http://169.254.169.254/",
            "http://user@127.0.0.1/", "http://127.0.0.1@evil.example/", "http://[::2]/", "ftp://127.0.0.1/",
            "127.0.0.1", "http://", "https://", "http:///a", "http://127.0.0.1:0/", "http://127.0.0.1:99999/",
            "https://a.example/a b", "https://a.example/#a", "https://a.example/a\r\nX: y", "HTTPS//",
            "http://127.-0.0.1/",
        ])
    func untrusted(address: String) {
        #expect(throws: CredentialsError.self) {
            try ContainerCredentials(
                lookup: { ["AWS_CONTAINER_CREDENTIALS_FULL_URI": address][$0] }, transport: ReplayTransport([]))
        }
    }

    @Test("a relative address must be a path", arguments: ["creds", "@evil.example/", ":80/", "/a b", "/a#b", "/a\nb"])
    func badPath(path: String) {
        #expect(throws: CredentialsError.self) {
            try ContainerCredentials(
                lookup: { ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": path][$0] }, transport: ReplayTransport([]))
        }
    }

    @Test("without an address it says which to set")
    func unconfigured() {
        #expect(
            throws: CredentialsError.notConfigured(
                advice: "set AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or AWS_CONTAINER_CREDENTIALS_FULL_URI")
        ) {
            try ContainerCredentials(lookup: { _ in nil }, transport: ReplayTransport([]))
        }
    }
}
