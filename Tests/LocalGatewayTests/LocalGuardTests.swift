import Foundation
import Testbed
import Testing

@testable import LocalGateway

@Suite("Who gets to the pages and to SES")
struct LocalGuardTests {
    private static let signature =
        "Authorization: AWS4-HMAC-SHA256 Credential=any/20261121/eu-west-1/ses/aws4_request, "
        + "SignedHeaders=host;x-amz-date, Signature=\(String(repeating: "0", count: 64))"

    private static func ask(_ port: Int, _ method: String, _ target: String, _ headers: [String]) -> String {
        let client = RawClient(port: port)
        let fields = (headers + ["Connection: close"]).map { "\($0)\r\n" }.joined()
        client.send("\(method) \(target) HTTP/1.1\r\n\(fields)Content-Length: 9\r\n\r\nseconds=1")
        return client.receive()
    }

    private static func status(_ answer: String) -> Int? {
        answer.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    }

    @Test("pages are for those who name this machine, changes for programs and our own pages")
    func pages() throws {
        let rig = try GatewayRig()
        let host = "Host: 127.0.0.1:\(rig.port)"
        let cases: [(String, String, [String], Int)] = [
            ("GET", "/_local", [host], 200),
            ("GET", "/_local/", ["Host: LOCALHOST:1"], 200),
            ("GET", "/_local/mail", ["Host: [::1]:3000"], 200),
            ("HEAD", "/_local", [host], 200),
            ("GET", "/_local", ["Host: evil.example"], 403),
            ("GET", "/_local", ["Host: localhost.evil.example"], 403),
            ("GET", "/_local", ["Host: localhost:evil.example"], 403),
            ("GET", "/_local", ["Host: 127.0.0.1@evil.example"], 403),
            ("GET", "/_local/mail.json", ["Host: evil.example"], 403),
            ("GET", "/%5Flocal/mail", ["Host: evil.example"], 403),
            ("PUT", "/_local/mail", [host], 405),
            ("POST", "/_local/mail", [host], 404),
            ("POST", "/_local/mail/outage", [host], 303),
            ("POST", "/_local/mail/outage", [host, "Origin: http://127.0.0.1:\(rig.port)"], 303),
            ("POST", "/_local/mail/outage", [host, "Origin: http://127.0.0.1:\(rig.port + 1)"], 403),
            ("POST", "/_local/mail/outage", [host, "Origin: null"], 403),
            ("POST", "/_local/mail/outage", [host, "Sec-Fetch-Site: cross-site"], 403),
            ("POST", "/_local/mail/delete", [host, "Sec-Fetch-Site: same-site"], 403),
            ("POST", "/_local/mail/delete", [host, "Sec-Fetch-Site: same-origin"], 303),
            ("DELETE", "/_local/mail", [host, "Origin: http://localhost:3000"], 403),
            ("DELETE", "/_local/mail", ["Host: evil.example"], 403),
            ("GET", "/_localhost", ["Host: evil.example"], 404),
        ]
        for (method, target, headers, status) in cases {
            let answer = Self.ask(rig.port, method, target, headers)
            #expect(Self.status(answer) == status, "\(method) \(target) \(headers)")
            #expect(!answer.lowercased().contains("access-control-allow-origin"))
        }
    }

    @Test("whoever is on another machine gets in by no name", arguments: ["localhost:3000", "127.0.0.1", "10.0.0.2"])
    func others(host: String) {
        let visitor = LocalVisitor(["host": host], isFromHere: false)
        #expect(!visitor.isHere)
        #expect(!visitor.mayChange)
    }

    @Test("what is kept is for whoever started it alone")
    func files() throws {
        let rig = try GatewayRig()
        let data = rig.folder.path + "/data"
        let names = try FileManager.default.subpathsOfDirectory(atPath: data)
        #expect(Set(["issuer.pem", "mail", "streams", "table.sqlite"]).isSubset(of: names))
        for path in [data] + names.map({ "\(data)/\($0)" }) {
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode.map { $0 & 0o077 } == 0, "\(path)")
        }
    }

    @Test("SES is for programs with a signature for it")
    func ses() throws {
        let rig = try GatewayRig()
        let port = try #require(Int(try rig.ses().split(separator: ":").last ?? ""))
        let path = "/v2/email/outbound-emails"
        let host = "Host: 127.0.0.1:\(port)"
        let cases: [(String, String, [String], Int, String)] = [
            ("POST", path, [host, Self.signature], 400, "SerializationException"),
            ("POST", path, [host], 403, "MissingAuthenticationTokenException"),
            ("POST", path, [host, "Authorization: Bearer x"], 403, "IncompleteSignatureException"),
            ("POST", path, [host, "Authorization: AWS4-HMAC-SHA256 x"], 403, "IncompleteSignatureException"),
            (
                "POST", path, [host, Self.signature.replacing("/ses/", with: "/dynamodb/")], 403,
                "SignatureDoesNotMatch"
            ),
            ("POST", path, [host, Self.signature, "Origin: http://127.0.0.1:\(port)"], 403, "AccessDeniedException"),
            ("POST", path, [host, Self.signature, "Sec-Fetch-Site: none"], 403, "AccessDeniedException"),
            ("POST", path, ["Host: evil.example", Self.signature], 403, "AccessDeniedException"),
            ("OPTIONS", path, [host, "Origin: null"], 403, "AccessDeniedException"),
            ("GET", path, [host, Self.signature], 405, "UnknownOperationException"),
            ("POST", "/v2/email/identities", [host, Self.signature], 404, "UnknownOperationException"),
        ]
        for (method, target, headers, status, type) in cases {
            let answer = Self.ask(port, method, target, headers)
            #expect(Self.status(answer) == status, "\(method) \(target) \(headers)")
            #expect(answer.contains("x-amzn-errortype: \(type)\r\n"), "\(headers): \(answer)")
        }
        #expect(Self.status(Self.ask(port, "POST", path, [Self.signature])) == 400)
    }
}
