import AWS
import Foundation
import HTTP
import Testbed
import Testing
import Time

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

    @Test(
        "a file that holds nothing, or far more than a token, is refused",
        arguments: [(0, "names a file that holds no token on one line"), (20_000, "names a file that cannot be read")])
    func size(length: Int, reason: String) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "token-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(repeating: UInt8(ascii: "a"), count: length).write(to: URL(filePath: path))
        #expect(
            throws: CredentialsError.invalidSetting(name: "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", reason: reason)
        ) {
            try sent(["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": path])
        }
    }

    /// Returns the tokens sent with two requests, or with one when nothing happens in between.
    private func sent(_ token: [String: String], between: (() throws -> Void)? = nil) throws -> [String?] {
        let transport = ReplayTransport([
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
