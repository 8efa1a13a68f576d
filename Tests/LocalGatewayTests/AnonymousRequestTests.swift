import Foundation
import JSON
import Template
import Testbed
import Testing

@testable import LocalGateway

/// Requests without a token.
struct AnonymousRequestTests {
    private static let list = "/api/meetups"

    @Test("whoever brings no token is the user that --anonymous-as names; a bad token is still refused")
    func letsIn() throws {
        let rig = try GatewayRig(["--anonymous-as", "ada:organizer,admin"])
        #expect(
            rig.banner.hasPrefix("WARNING: whoever calls from this machine without a token is ada (organizer, admin)"))
        #expect(rig.ask("POST", "/api/meetups/spec-driven-dev-weekly/signup").status == 200)
        let hers = rig.ask("GET", Self.list)
        #expect(hers == rig.ask("GET", Self.list, ["Authorization: Bearer \(try rig.token())"]).with(hers.headers))
        #expect(hers.body.contains(#""isSignedUp":true"#))
        let others = rig.ask("GET", Self.list, ["Authorization: \(try rig.token(["--user", "grace"]))"])
        #expect(!others.body.contains(#""isSignedUp":true"#))
        for bad in ["Bearer x.y.z", "Bearer ", "Bearer", "Basic YTpi", ""] {
            #expect(rig.ask("GET", Self.list, ["Authorization: \(bad)"]).status == 401, "\(bad)")
        }
    }

    @Test("whoever comes from another address than loopback needs a token")
    func keepsOthersOut() throws {
        // Without a network there is no such address, and nobody to keep out.
        guard let other = OwnAddress.text else { return }
        let rig = try GatewayRig(["--anonymous-as", "ada", "--host", "0.0.0.0"])
        let request = "GET \(Self.list) HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n"
        for (host, status) in [("127.0.0.1", 200), (other, 401)] {
            let client = RawClient(host: host, port: rig.port)
            client.send("\(request)\r\n")
            #expect(client.firstLine().hasPrefix("HTTP/1.1 \(status) "), "\(host)")
        }
        let client = RawClient(host: other, port: rig.port)
        client.send("\(request)Authorization: Bearer \(try rig.token())\r\n\r\n")
        #expect(client.firstLine().hasPrefix("HTTP/1.1 200 "))
    }

    @Test("a request of another machine is let in by no header", arguments: [[:], ["host": "localhost"]])
    func judgesByAddress(headers: [String: String]) {
        var request = IncomingRequest(
            method: "GET", target: "/", version: "HTTP/1.1", headers: headers, cookies: [], body: [])
        #expect(AnonymousRequestGuard(request, nil).isAllowed)
        request.isFromHere = false
        #expect(!AnonymousRequestGuard(request, nil).isAllowed)
    }

    @Test("nobody comes in without a token unless that was asked for")
    func isOff() throws {
        let rig = try GatewayRig()
        #expect(!rig.banner.contains("WARNING"))
        #expect(rig.ask("GET", Self.list).status == 401)
    }

    private static let visits: [([String], Int)] = [
        (["Host: 127.0.0.1:3000"], 200), (["Host: LOCALHOST:3000"], 200), (["Host: [::1]:3000"], 200),
        (["Host: 192.168.1.5:3000"], 200), (["Host: gateway:3000"], 200), (["Host: evil.example:3000"], 401),
        (["Host: 127.0.0.1.evil.example"], 401),
        (["Host: evil.example:3000", "Origin: http://evil.example:3000"], 401),
        (["Host: localhost", "Origin: http://evil.example"], 401), (["Host: localhost", "Origin: null"], 401),
        (["Host: localhost", "Sec-Fetch-Site: cross-site"], 401),
        (["Host: localhost", "Sec-Fetch-Site: same-origin"], 200),
        (["Host: localhost:9", "Origin: http://localhost:9"], 200),
        // The template allows this origin.
        (["Host: 127.0.0.1:9", "Origin: http://localhost:3000", "Sec-Fetch-Site: cross-site"], 200),
    ]

    @Test("a page of another site is nobody's call")
    func turnsPagesAway() throws {
        let rig = try GatewayRig(["--anonymous-as", "ada"])
        for (headers, status) in Self.visits {
            let client = RawClient(port: rig.port)
            let fields = (headers + ["Connection: close"]).map { "\($0)\r\n" }.joined()
            client.send("GET \(Self.list) HTTP/1.1\r\n\(fields)\r\n")
            #expect(client.firstLine().hasPrefix("HTTP/1.1 \(status) "), "\(headers)")
        }
    }

    @Test("the anonymous user's claims are those of the user's token")
    func hasClaims() throws {
        let template = FunctionStage.template
            .replacingOccurrences(
                of: "Resources:",
                with: """
                    Resources:
                      Api:
                        Type: AWS::Serverless::HttpApi
                        Properties:
                          Auth:
                            DefaultAuthorizer: Tokens
                            Authorizers: { Tokens: { JwtConfiguration: { issuer: https://i.example, audience: [web] } } }
                    """
            )
            .replacingOccurrences(of: "Method: ANY", with: "Method: ANY, ApiId: !Ref Api")
        let stage = try FunctionStage(["--anonymous-as", "ada:organizer"], template: template)
        defer { stage.remove() }
        let event = try JSONValue(parsing: Array(stage.rig.ask("GET", "/event").body.utf8))
        var claims = try #require(event["requestContext"]?["authorizer"]?["jwt"]?["claims"]?.object)
        for name in ["exp", "iat"] { #expect(claims.removeValue(forKey: name) != nil) }
        #expect(
            claims == [
                "aud": "web", "cognito:groups": "[organizer]", "email": "ada@example.com", "email_verified": "true",
                "iss": "https://i.example", "name": "ada", "sub": "ada", "token_use": "id",
            ])
    }

    @Test("a user is a name, or a name with roles")
    func readsUsers() throws {
        var ada = LocalUser(id: "ada")
        #expect(try LocalUser("ada") == ada)
        ada.roles = ["organizer", "admin"]
        #expect(try LocalUser("ada:organizer,admin") == ada)
        for text in ["", ":admin", "ada:"] { #expect(throws: GatewayError.self) { try LocalUser(text) } }
    }

    @Test("a user's roles are named as the functions look for them")
    func namesRoles() throws {
        func roles(_ variables: String) throws -> [String: JSONValue] {
            let text = """
                Resources:
                  Act: { Type: AWS::Serverless::Function, Properties: { CodeUri: Act, Runtime: provided.al2023,
                    Handler: bootstrap, Environment: { Variables: { \(variables) } } } }
                """
            let stack = try ServerlessTemplate(parsing: Array(text.utf8)).stack(StackSettings { _ in nil })
            return try LocalUser("ada:organizer,admin").claims(for: stack).filter { $0.value.array != nil }
        }
        #expect(try roles("") == ["cognito:groups": ["organizer", "admin"]])
        #expect(
            try roles("ROLES_CLAIM: roles, ROLES_PREFIX: 'convene:'")
                == ["roles": ["convene:organizer", "convene:admin"]])
    }
}

/// An address of this machine that others can reach; nil if it has none.
private enum OwnAddress {
    static let text: String? = {
        var list: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&list) == 0 else { return nil }
        defer { freeifaddrs(list) }
        var next = list
        while let entry = next?.pointee {
            next = entry.ifa_next
            guard let address = entry.ifa_addr, address.pointee.sa_family == sa_family_t(AF_INET) else { continue }
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            let size = socklen_t(MemoryLayout<sockaddr_in>.size)
            guard getnameinfo(address, size, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0 else {
                continue
            }
            let found = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            if !found.hasPrefix("127.") { return found }
        }
        return nil
    }()
}

extension GatewayRig.Answer {
    /// Returns the same answer with other headers, for those that differ between calls.
    fileprivate func with(_ headers: [String: String]) -> GatewayRig.Answer {
        GatewayRig.Answer(status: status, headers: headers, body: body)
    }
}
