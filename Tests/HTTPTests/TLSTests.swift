import Foundation
import Testbed
import Testing

@testable import HTTP

/// Secure connections are made only to servers that prove their name.
struct TLSTests {
    let files: TLSFiles

    init() throws {
        files = try TLSFiles.shared.get()
    }

    @Test("a server whose certificate a trusted authority signed is spoken to, also again and several at once")
    func trusted() throws {
        let server = try TLSServer(.good)
        let transport = CurlTransport(authorities: files.authority)
        for _ in 1...2 { #expect(try transport.send(request(server), by: nil).status == 200) }
        let answers = transport.sendAll([request(server), request(server), request(server)], atOnce: 2, by: nil)
        #expect(answers.map(status) == ["200", "200", "200"])
    }

    @Test(
        "a certificate that proves nothing is refused, before a byte is sent",
        arguments: [
            (TLSServer.Certificate.expired, "expired"), (.notYetValid, "not yet valid"),
            (.forAnotherName, "matches target host name"), (.selfSigned, "self-signed"),
        ])
    func refused(certificate: TLSServer.Certificate, reason: String) throws {
        let server = try TLSServer(certificate)
        try expectNotSecure(server, CurlTransport(authorities: files.authority), reason)
    }

    @Test("a name is not proven by a certificate for another one of the same machine")
    func wrongName() throws {
        let server = try TLSServer(.good)
        try expectNotSecure(
            server, CurlTransport(authorities: files.authority), "matches target host name", host: "127.0.0.1")
    }

    @Test("an authority that is not trusted proves nothing")
    func otherAuthority() throws {
        let server = try TLSServer(.good)
        try expectNotSecure(server, CurlTransport(authorities: files.otherAuthority), "certificate")
        try expectNotSecure(server, CurlTransport(authorities: .ofTheSystem), "certificate")
    }

    @Test("a file of authorities that is missing or holds none trusts nobody", arguments: ["missing", "key", "empty"])
    func noAuthority(file: String) throws {
        if file == "empty" { try Data().write(to: URL(fileURLWithPath: files.path("empty"))) }
        let server = try TLSServer(.good)
        try expectNotSecure(server, CurlTransport(authorities: files.authorities(file)), "certificate")
    }

    @Test(
        "a host on the shortlist is judged by the few roots, and by the whole bundle only when they refuse it",
        arguments: [
            ("authority", "other-authority", 200), ("other-authority", "authority", 200),
            ("other-authority", "other-authority", nil),
        ])
    func shortlist(roots: String, bundle: String, status expected: Int?) throws {
        let server = try TLSServer(.good)
        let authorities = CertificateAuthorities(
            firstOf: [files.path(bundle)], shortlist: .init(suffix: "localhost", file: files.path(roots)))
        let transport = CurlTransport(authorities: authorities)
        for _ in 1...2 { #expect((try? transport.send(request(server), by: nil).status) == expected) }
        #expect(authorities.smallestFile(for: "localhost") == files.path(roots))
        #expect(authorities.smallestFile(for: "localhost.example") == files.path(bundle))
    }

    @Test("SSL_CERT_FILE says whom to trust, even when it is missing; without it the system's bundle does")
    func certificateFile() {
        #expect(CertificateAuthorities.ofTheSystem(named: files.path("authority")).file == files.path("authority"))
        #expect(CertificateAuthorities.ofTheSystem(named: "/missing").file == "/missing")
        for named in [nil, ""] {
            let file = CertificateAuthorities.ofTheSystem(named: named).file
            #expect(file.map(FileManager.default.isReadableFile) ?? true)
        }
    }

    @Test("a server that speaks no TLS is not spoken to in the clear")
    func noTLS() throws {
        let server = try ScriptedServer(always: answer())
        let endpoint = Endpoint(scheme: .https, host: "127.0.0.1", port: server.port)
        let transport = CurlTransport(limits: .init(connectMilliseconds: 200), authorities: files.authority)
        let error = #expect(throws: HTTPError.self) { try transport.send(HTTPRequest("GET", endpoint), by: nil) }
        #expect(error.map(name) == "notConnected")
        #expect(server.received.isEmpty)
        #expect(try transport.send(HTTPRequest("GET", server.endpoint), by: nil).status == 200)
    }

    private func request(_ server: TLSServer, host: String = "localhost") -> HTTPRequest {
        HTTPRequest("GET", Endpoint(scheme: .https, host: host, port: server.port))
    }

    /// Expects a refusal for that reason, from one request and from several, and again when repeated.
    private func expectNotSecure(
        _ server: TLSServer, _ transport: CurlTransport, _ reason: String, host: String = "localhost",
        location: SourceLocation = #_sourceLocation
    ) throws {
        for _ in 1...2 {
            let error = #expect(throws: HTTPError.self, sourceLocation: location) {
                try transport.send(request(server, host: host), by: nil)
            }
            #expect(error.map(name) == "notSecure", sourceLocation: location)
            let said = error.map(detail) ?? ""
            #expect(said.contains(reason), sourceLocation: location)
        }
        let answers = transport.sendAll([request(server, host: host)], atOnce: 1, by: nil)
        #expect(answers.map(status) == ["notSecure"], sourceLocation: location)
    }
}
