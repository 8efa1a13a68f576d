import Bytes
import Foundation
import JSON
import Template
import Testbed
import Testing
import Time
import TokenIssuer

@testable import LocalGateway

/// The real gateway with the real functions and the real template.
struct SystemTests {
    private static let list = "/api/meetups"
    private static let signUp = "/api/meetups/spec-driven-dev-weekly/signup"

    private static func bearer(_ token: String) -> [String] { ["Authorization: Bearer \(token)"] }

    private static func isSignedUp(_ body: String) throws -> [Bool?] {
        try JSONDocument(parsing: Array(body.utf8)).root.elements.map { $0["isSignedUp"]?.bool }
    }

    @Test("whoever signs up is signed up, also when everything was started anew")
    func signsUp() throws {
        let rig = try GatewayRig()
        let token = Self.bearer(try rig.token())
        let before = rig.ask("GET", Self.list, token)
        #expect(try Self.isSignedUp(before.body) == [false, false])
        for _ in 0..<2 {
            let answer = rig.ask("POST", Self.signUp, token)
            #expect(answer.status == 200)
            #expect(answer.body == #"{"success":true,"message":"Successfully signed up for meetup"}"#)
            #expect(answer.headers["content-type"] == "application/json")
            #expect(answer.headers["apigw-requestid"]?.utf8.count == 16)
        }
        #expect(try Self.isSignedUp(rig.ask("GET", Self.list, token).body) == [true, false])
        let others = Self.bearer(try rig.token(["--user", "grace"]))
        #expect(try Self.isSignedUp(rig.ask("GET", Self.list, others).body) == [false, false])
        let children = rig.children
        // The function that sends the invitations has been started, too.
        #expect(children.count >= 2)
        #expect(rig.stop(SIGINT) == 0)
        #expect(children.allSatisfy { kill($0, 0) != 0 })

        let data = rig.folder.path + "/data"
        let again = try GatewayRig(["--data", data])
        #expect(try Self.isSignedUp(again.ask("GET", Self.list, token).body) == [true, false])
    }

    @Test("a token that is not this issuer's, for this API and now, lets nobody in")
    func refusesTokens() throws {
        let rig = try GatewayRig()
        let key = try KeyFile(folder: rig.folder.path + "/data").key()
        let issuer = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Local"
        let ours = Issuer(name: issuer, audience: "local", key: key)
        let good = try ours.token(for: "ada", at: .now, lasting: 60)
        let parts = good.split(separator: ".").map(String.init)
        let none = "\(Base64URL.encode(Array(#"{"alg":"none"}"#.utf8))).\(parts[1])."
        let symmetric = "\(Base64URL.encode(Array(#"{"alg":"HS256"}"#.utf8))).\(parts[1]).\(parts[2])"
        let bad: [(String, String?)] = [
            ("no token", nil), ("no JWT", "rubbish"), ("alg none", none), ("HS256", symmetric),
            ("no signature", "\(parts[0]).\(parts[1])."),
            ("expired", try ours.token(for: "ada", at: Instant.now.adding(seconds: -130), lasting: 60)),
            ("to come", try ours.token(for: "ada", at: Instant.now.adding(seconds: 90), lasting: 60)),
            (
                "wrong audience",
                try Issuer(name: issuer, audience: "other", key: key).token(for: "ada", at: .now, lasting: 60)
            ),
            (
                "wrong issuer",
                try Issuer(name: "https://x", audience: "local", key: key).token(for: "ada", at: .now, lasting: 60)
            ),
            (
                "wrong key",
                try Issuer(name: issuer, audience: "local", key: .generate()).token(for: "ada", at: .now, lasting: 60)
            ),
        ]
        for (name, token) in bad {
            let answer = rig.ask("GET", Self.list, token.map(Self.bearer) ?? [])
            #expect(answer.status == 401, "\(name)")
            #expect(answer.body == #"{"message":"Unauthorized"}"#, "\(name)")
            #expect(answer.headers["www-authenticate"]?.hasPrefix("Bearer") == true, "\(name)")
        }
        #expect(rig.ask("GET", Self.list, Self.bearer(good)).status == 200)
        #expect(rig.ask("GET", Self.list, ["Authorization: \(good)"]).status == 200)
        #expect(rig.ask("GET", Self.list, ["Authorization: bearer  \(good)"]).status == 200)
        #expect(rig.children.count == 1)
    }

    @Test("the issuer's documents name the key that tokens are signed with")
    func publishesKeys() throws {
        let rig = try GatewayRig()
        let configuration = rig.ask("GET", "/.well-known/openid-configuration")
        let document = try JSONDocument(parsing: Array(configuration.body.utf8)).root
        #expect(document["jwks_uri"]?.string == "http://127.0.0.1:\(rig.port)/.well-known/jwks.json")
        #expect(document["issuer"]?.string == "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Local")
        let keys = rig.ask("GET", "/.well-known/jwks.json").body
        let token = try rig.token(["--user", "ada", "--roles", "organizer,mentor", "--name", "Ada L", "--hours", "1"])
        let header = try #require(Base64URL.decode(String(token.prefix { $0 != "." })))
        let id = try JSONDocument(parsing: header).root["kid"]?.string
        #expect(try JSONDocument(parsing: Array(keys.utf8)).root["keys"]?.elements.first?["kid"]?.string == id)
        let payload = try #require(Base64URL.decode(String(token.split(separator: ".")[1])))
        let claims = try JSONValue(parsing: payload)
        #expect(claims["cognito:groups"] == ["organizer", "mentor"])
        #expect(claims["name"] == "Ada L")
        #expect(claims["sub"] == "ada")
        let mode = try FileManager.default.attributesOfItem(atPath: rig.folder.path + "/data/issuer.pem")
        #expect(mode[.posixPermissions] as? Int == 0o600)
    }

    @Test("what comes by no route is refused by the function of the default route, which lets browsers ask first")
    func refuses() throws {
        let rig = try GatewayRig()
        #expect(rig.ask("GET", "/nowhere").body == #"{"message":"Not Found"}"#)
        #expect(rig.ask("GET", "/nowhere").status == 404)
        for method in ["POST", "HEAD", "TRACE", "QUERY", "OPTIONS"] {
            let refusal = rig.ask(method, Self.list)
            #expect(refusal.status == 405, "\(method)")
            #expect(refusal.headers["allow"] == "GET", "\(method)")
            #expect(refusal.body == (method == "HEAD" ? "" : #"{"message":"Method Not Allowed"}"#))
        }
        for path in [Self.signUp, "/nowhere"] {
            let preflight = rig.ask(
                "OPTIONS", path, ["Origin: http://localhost:3000", "Access-Control-Request-Method: POST"])
            #expect(preflight.status == 204)
            #expect(preflight.headers["access-control-allow-origin"] == "http://localhost:3000")
            #expect(preflight.headers["access-control-allow-methods"] == "GET,POST,PUT,DELETE")
        }
        #expect(rig.children.count == 1)
    }

    @Test(
        "a flood of wrong paths or of a public list uses up its own route's throttling, and no browser's that asks first"
    )
    func throttlesApart() throws {
        let limits = ["ThrottlingRate=1", "ThrottlingBurst=5", "PublicRate=1", "PublicBurst=2"]
        let rig = try GatewayRig(limits.flatMap { ["--parameter", $0] })
        let floods = ["/nowhere", "/events"].map { path in (0..<9).map { _ in rig.ask("GET", path).status } }
        #expect(floods[0].filter { $0 == 404 }.count >= 5)
        #expect(floods[0].contains(429))
        #expect(floods[1].prefix(3) == [200, 200, 429])
        let preflight = rig.ask(
            "OPTIONS", "/events", ["Origin: http://localhost:3000", "Access-Control-Request-Method: POST"])
        #expect(preflight.status == 204)
    }

    @Test(
        "mail leads to pages on the gateway's own port, unless the parameter says otherwise",
        arguments: [
            ([], "http://localhost:3000"), (["--port", "3001"], "http://localhost:3001"),
            (["--port", "3001", "--parameter", "WebBaseUrl=https://club.example"], "https://club.example"),
        ] as [([String], String)])
    func pages(options: [String], expected: String) throws {
        let options = try GatewayOptions(["--template", GatewayRig.template] + options)
        let mailing = try LocalStack(options).stack.functions.filter { $0.environment["MAIL_FROM"] != nil }
        #expect(mailing.map(\.logicalID) == ["DispatchOutbox", "SweepOutbox"])
        #expect(mailing.allSatisfy { $0.environment["WEB_BASE_URL"] == expected })
    }

    private static let withoutDefaultRoute = """
        Resources:
          Api:
            Type: AWS::Serverless::HttpApi
            Properties: { CorsConfiguration: { AllowOrigins: ["http://localhost:3000"], AllowMethods: [GET, POST] } }
          Actor:
            Type: AWS::Serverless::Function
            Properties:
              CodeUri: .
              Handler: bootstrap
              Events: { Route: { Type: HttpApi, Properties: { ApiId: !Ref Api, Path: "/a", Method: GET } } }
        """

    @Test("what is no request for a function is answered by the service itself")
    func answersItself() throws {
        let stage = try FunctionStage(template: Self.withoutDefaultRoute)
        defer { stage.remove() }
        let rig = stage.rig
        let long = String(repeating: "a", count: 11_000)
        #expect(rig.ask("GET", "/nowhere").body == #"{"message":"Not Found"}"#)
        #expect(rig.ask("GET", "/nowhere").status == 404)
        #expect(rig.ask("POST", "/a").status == 404)
        #expect(rig.ask("GET", "/%zz").status == 400)
        let large = rig.ask("GET", "/a", ["X-Long: \(long)"])
        #expect(large.status == 431)
        #expect(large.body == #"{"message":"Request Header Fields Too Large"}"#)
        let client = RawClient(port: rig.port)
        client.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 10485761\r\n\r\n")
        #expect(client.firstLine() == "HTTP/1.1 413 Request Entity Too Large")
        let origin = "Origin: http://localhost:3000"
        let preflight = rig.ask("OPTIONS", "/a", [origin, "Access-Control-Request-Method: POST"])
        #expect(preflight.status == 204)
        #expect(preflight.headers["access-control-allow-origin"] == "http://localhost:3000")
        #expect(preflight.headers["access-control-allow-methods"] == "GET,POST")
        #expect(rig.ask("GET", "/nowhere", [origin]).headers["access-control-allow-origin"] != nil)
        #expect(rig.children.isEmpty)
    }

    @Test("systems side by side know nothing of each other")
    func keepsApart() throws {
        let one = try GatewayRig()
        let two = try GatewayRig()
        let token = Self.bearer(try one.token())
        #expect(one.ask("POST", Self.signUp, token).status == 200)
        #expect(two.ask("GET", Self.list, token).status == 401)
        #expect(try Self.isSignedUp(two.ask("GET", Self.list, Self.bearer(two.token())).body) == [false, false])
    }

    @Test("what keeps it from starting is said in one line, and nothing stays behind")
    func refusesToStart() throws {
        let rig = try GatewayRig()
        let data = rig.folder.path + "/other"
        let broken = rig.folder.path + "/broken.yaml"
        try Data("Resources: [\n".utf8).write(to: URL(filePath: broken))
        let ours = ["--template", GatewayRig.template, "--functions", GatewayRig.functions]
        let free = ["--port", "0", "--table-port", "0", "--data", data]
        let cases: [([String], Int32, String)] = [
            (
                ["run", "--port", "\(rig.port)", "--data", data], 1,
                "Address already in use; choose another port with PORT=…"
            ),
            (["run", "--table-port", "\(rig.port)", "--port", "0", "--data", data] + ours, 1, "with TABLE_PORT=…"),
            (["run", "--template", broken] + free, 1, "broken.yaml: line 2, column 1: "),
            (
                ["run", "--port", "0", "--table-port", "0", "--data", rig.folder.path + "/data"] + ours, 1,
                "/data/gateway is in use already; another one is chosen with DATA=…"
            ),
            (["run", "--template", "/nowhere"] + free, 1, "/nowhere cannot be read"),
            (
                ["run", "--template", GatewayRig.template, "--functions", "/nowhere"] + free, 1,
                "/nowhere/ListEvents is not there or can't be run: `make build` makes it"
            ),
            (
                ["run", "--template", GatewayRig.template, "--parameter", "Nonsense=1"] + free, 1,
                "there is no parameter Nonsense"
            ),
            (
                ["run", "--data", "/proc/nowhere"], 1,
                "the folder /proc/nowhere cannot be made; another one is chosen with DATA=…"
            ),
            (["run", "--data", "/proc/self"] + ours, 1, "the folder /proc/self: /proc/self/gateway can't be opened: "),
            (["run", "--data", broken] + ours, 1, "broken.yaml cannot be made; another one is chosen with DATA=…"),
            (["run", "--port", "80000"], 2, "--port is a number from 0 to 65535, not 80000"),
            (["run", "--nonsense"], 2, "there is no option --nonsense"),
            (["walk"], 2, "there is no command walk"),
            (["token", "--template", GatewayRig.template, "--data", data], 1, "whose token?"),
        ]
        for (arguments, status, words) in cases {
            let run = try GatewayRig.run(arguments)
            #expect(run.status == status, "\(arguments)")
            #expect(run.output.contains(words), "\(run.output)")
            #expect(run.output.split(separator: "\n").count == 1, "\(run.output)")
        }
    }
}
