import AWS
import Foundation
import HTTP
import Testing
import Time

@Suite("credentials from a container's agent")
struct ContainerCredentialsTests {
    private let relative = ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/credentials/id?a=b"]
    private let start = Instant(seconds: 1_000_000_000)

    @Test("the agent is asked once, within five seconds, and its answer kept")
    func kept() throws {
        let transport = ScriptedTransport([.answer("A", expiring: start.adding(seconds: 3600))])
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
        let transport = ScriptedTransport([
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
        let transport = ScriptedTransport([
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
        let transport = ScriptedTransport([
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
        let provider = try ContainerCredentials(lookup: { relative[$0] }, transport: ScriptedTransport([answer]))
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
        let transport = ScriptedTransport([.answer("A", expiring: start.adding(seconds: 3600))])
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
                lookup: { ["AWS_CONTAINER_CREDENTIALS_FULL_URI": address][$0] }, transport: ScriptedTransport([]))
        }
    }

    @Test("a relative address must be a path", arguments: ["creds", "@evil.example/", ":80/", "/a b", "/a#b", "/a\nb"])
    func badPath(path: String) {
        #expect(throws: CredentialsError.self) {
            try ContainerCredentials(
                lookup: { ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": path][$0] }, transport: ScriptedTransport([]))
        }
    }

    @Test("without an address it says which to set")
    func unconfigured() {
        #expect(
            throws: CredentialsError.notConfigured(
                advice: "set AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or AWS_CONTAINER_CREDENTIALS_FULL_URI")
        ) {
            try ContainerCredentials(lookup: { _ in nil }, transport: ScriptedTransport([]))
        }
    }
}

@Suite("the token that a container shows its agent")
struct AuthorizationTokenTests {
    private let start = Instant(seconds: 1_000_000_000)

    @Test("the text in the environment is sent as it is")
    func text() throws {
        #expect(try sent(["AWS_CONTAINER_AUTHORIZATION_TOKEN": "Basic abc="]) == ["Basic abc="])
    }

    @Test("the file goes before the text, and is read anew each time")
    func file() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "token-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("first".utf8).write(to: URL(filePath: path))
        let sent = try sent([
            "AWS_CONTAINER_AUTHORIZATION_TOKEN": "text", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": path,
        ]) {
            try Data("second".utf8).write(to: URL(filePath: path))
        }
        #expect(sent == ["first", "second"])
    }

    @Test(
        "a token that would end its header is refused, and its text not shown",
        arguments: ["a\r\nX: y", "a\n", "é", "\0"])
    func injection(text: String) throws {
        #expect(
            throws: CredentialsError.invalidSetting(
                name: "AWS_CONTAINER_AUTHORIZATION_TOKEN", reason: "has a character that is not printable ASCII")
        ) {
            try sent(["AWS_CONTAINER_AUTHORIZATION_TOKEN": text])
        }
        let path = FileManager.default.temporaryDirectory.appending(path: "token-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(text.utf8).write(to: URL(filePath: path))
        #expect(
            throws: CredentialsError.invalidSetting(
                name: "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", reason: "names a file that holds no token on one line")
        ) {
            try sent(["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": path])
        }
    }

    @Test("a file that is missing, a folder or endless is refused", arguments: ["/nowhere/token", "/", "/dev/zero"])
    func unreadable(path: String) {
        #expect(
            throws: CredentialsError.invalidSetting(
                name: "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", reason: "names a file that cannot be read")
        ) {
            try sent(["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": path])
        }
    }

    /// The tokens that go out with two requests, or with one when nothing happens in between.
    private func sent(_ token: [String: String], between: (() throws -> Void)? = nil) throws -> [String?] {
        let transport = ScriptedTransport([
            .answer("A", expiring: start.adding(seconds: 600)), .answer("B", expiring: start.adding(seconds: 1200)),
        ])
        let provider = try ContainerCredentials(
            lookup: { $0 == "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI" ? "/" : token[$0] }, transport: transport)
        _ = try provider.credentials(at: start)
        if let between {
            try between()
            _ = try provider.credentials(at: start.adding(seconds: 400))
        }
        return transport.requests.map { $0.headers["Authorization"] }
    }
}

@Suite("the chain of sources")
struct CredentialsChainTests {
    private let container = ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/creds"]

    @Test("the environment goes before the container's agent")
    func environmentFirst() throws {
        let both = container.merging(["AWS_ACCESS_KEY_ID": "E", "AWS_SECRET_ACCESS_KEY": "s"]) { one, _ in one }
        let chain = try CredentialsChain(lookup: { both[$0] }, transport: ScriptedTransport([]))
        #expect(try chain.credentials(at: .example) == Credentials(accessKeyID: "E", secretAccessKey: "s"))
    }

    @Test("the agent is asked when the environment holds none")
    func containerNext() throws {
        let transport = ScriptedTransport([.answer("C", expiring: Instant.example.adding(seconds: 3600))])
        let chain = try CredentialsChain(lookup: { container[$0] }, transport: transport)
        #expect(try chain.credentials(at: .example).accessKeyID == "C")
    }

    @Test("with neither the error names all that could be set")
    func neither() {
        #expect(
            throws: CredentialsError.notConfigured(
                advice: "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or in a container "
                    + "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or AWS_CONTAINER_CREDENTIALS_FULL_URI")
        ) {
            try CredentialsChain(lookup: { _ in nil }, transport: ScriptedTransport([]))
        }
    }

    @Test("half a key in the environment is told, not passed over")
    func halfAKey() {
        let half = container.merging(["AWS_ACCESS_KEY_ID": "E"]) { one, _ in one }
        #expect(
            throws: CredentialsError.invalidSetting(
                name: "AWS_SECRET_ACCESS_KEY", reason: "is missing beside the key's id")
        ) {
            try CredentialsChain(lookup: { half[$0] }, transport: ScriptedTransport([]))
        }
    }
}

extension Result<HTTPResponse, HTTPError> {
    /// What an agent answers: a key's id, and a secret and a token made from it.
    static func answer(_ keyID: String, expiring expiresAt: Instant) -> Self {
        body(
            #"{"RoleArn":"arn","AccessKeyId":"\#(keyID)","SecretAccessKey":"secret of \#(keyID)","#
                + #""Token":"token of \#(keyID)","Expiration":"\#(expiresAt.iso8601)"}"#)
    }

    static func body(_ text: String) -> Self {
        .success(HTTPResponse(status: 200, body: Array(text.utf8)))
    }
}
