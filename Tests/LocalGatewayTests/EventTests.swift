import JSON
import Template
import Testing
import Time
import TokenIssuer
import Tokens

@testable import LocalGateway

struct EventTests {
    private static let moment = Instant(milliseconds: 1_795_426_200_000)

    /// Returns the claims that the authorizer passes on for a token.
    private static func claims(_ claims: [String: JSONValue]) throws -> Claims {
        let key = try SigningKey.generate()
        let issuer = Issuer(name: "https://issuer.example", audience: "web", key: key)
        let token = try issuer.token(for: "user-123", at: moment, lasting: 3600, claims: claims)
        let keys = try JSONWebKeySet(parsing: key.publicKeySet.json())
        return try TokenVerifier(keys: keys, issuer: issuer.name, audiences: ["web"]).verify(token, at: moment)
    }

    private static func route(_ key: String) throws -> Route {
        let parts = key.split(separator: " ")
        let text = """
            Resources:
              F:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: .
                  Handler: h
                  Events:
                    E: { Type: HttpApi, Properties: { Method: \(parts[0]), Path: "\(parts[1])" } }
            """
        let stack = try ServerlessTemplate(parsing: Array(text.utf8)).stack(StackSettings { _ in nil })
        return try Route(try #require(stack.functions.first?.routes.first), function: "F")
    }

    private static func event(
        _ request: IncomingRequest, _ key: String, claims: Claims? = nil
    ) throws -> JSONValue {
        let target = try #require(RequestTarget(request.target))
        let match = try #require(RouteTable(routes: [route(key)]).match(request.method, target.segments))
        let call = CallIdentity(
            requestID: "JKJaXmPLvHcESHA=", trace: "Root=1-6b040798-3b1f0a5c1d2e3f4a5b6c7d8e", moment: moment)
        let event = OutgoingEvent(
            request: request, target: target, match: match, claims: claims, call: call, place: APIPlace(port: 3000))
        return try JSONValue(parsing: event.bytes)
    }

    private static func request(
        _ method: String, _ target: String, _ headers: [String: String] = [:], cookies: [String] = [],
        body: [UInt8] = []
    ) -> IncomingRequest {
        IncomingRequest(
            method: method, target: target, version: "HTTP/1.1",
            headers: ["host": "localhost:3000"].merging(headers) { $1 }, cookies: cookies, body: body)
    }

    @Test("an event has every member that the service's has, and none else")
    func writesWholeEvent() throws {
        let request = Self.request(
            "POST", "/api/meetups/caf%C3%A9/signup?tag=a&tag=b%20c&empty=",
            [
                "authorization": "Bearer x.y.z", "content-type": "application/json; charset=utf-8",
                "user-agent": "curl/8.14", "x-forwarded-for": "203.0.113.7", "connection": "keep-alive",
                "accept": "a,b",
            ],
            cookies: ["one=1", "two=2"], body: Array(#"{"é":1}"#.utf8))
        let claims = try Self.claims([
            "cognito:groups": ["student", "mentor"], "email_verified": true, "name": "Ada", "nothing": nil,
        ])
        let expected = try JSONValue(
            parsing: Array(
                #"""
                {"version":"2.0","routeKey":"POST /api/meetups/{meetupId}/signup",
                "rawPath":"/api/meetups/café/signup","rawQueryString":"tag=a&tag=b%20c&empty=",
                "cookies":["one=1","two=2"],
                "headers":{"accept":"a,b","authorization":"Bearer x.y.z","content-length":"8",
                "content-type":"application/json; charset=utf-8","host":"localhost:3000","user-agent":"curl/8.14",
                "x-amzn-trace-id":"Root=1-6b040798-3b1f0a5c1d2e3f4a5b6c7d8e",
                "x-forwarded-for":"203.0.113.7, 127.0.0.1","x-forwarded-port":"3000","x-forwarded-proto":"http"},
                "queryStringParameters":{"tag":"a,b c","empty":""},
                "requestContext":{"accountId":"000000000000","apiId":"local",
                "authorizer":{"jwt":{"claims":{"aud":"web","cognito:groups":"[student mentor]",
                "email_verified":"true","exp":"1795429800","iat":"1795426200","iss":"https://issuer.example",
                "name":"Ada","nothing":"null","sub":"user-123"},"scopes":null}},
                "domainName":"localhost","domainPrefix":"localhost",
                "http":{"method":"POST","path":"/api/meetups/café/signup","protocol":"HTTP/1.1",
                "sourceIp":"127.0.0.1","userAgent":"curl/8.14"},
                "requestId":"JKJaXmPLvHcESHA=","routeKey":"POST /api/meetups/{meetupId}/signup",
                "stage":"$default","time":"23/Nov/2026:09:30:00 +0000","timeEpoch":1795426200000},
                "pathParameters":{"meetupId":"café"},"body":"{\"é\":1}","isBase64Encoded":false}
                """#.utf8))
        #expect(try Self.event(request, "POST /api/meetups/{meetupId}/signup", claims: claims) == expected)
    }

    @Test(
        "the domain is the host without its port",
        arguments: [
            ("api.example:3000", "api.example", "api"), ("127.0.0.1", "127.0.0.1", "127"),
            ("", "localhost", "localhost"),
            (":80", "localhost", "localhost"), ("[::1]:3000", "[::1]", "[::1]"),
            ("[2001:db8::a]", "[2001:db8::a]", nil),
            ("[::1", "[", nil),
        ] as [(String, String, String?)])
    func domain(host: String, name: String, prefix: String?) throws {
        let context = try Self.event(Self.request("GET", "/x", ["host": host]), "GET /x")["requestContext"]
        #expect(context?["domainName"]?.string == name)
        if let prefix { #expect(context?["domainPrefix"]?.string == prefix) }
    }

    @Test("the source is the address that the request came from")
    func source() throws {
        var request = Self.request("GET", "/x")
        request.source = "2001:db8::a"
        let event = try Self.event(request, "GET /x")
        #expect(event["requestContext"]?["http"]?["sourceIp"] == "2001:db8::a")
        #expect(event["headers"]?["x-forwarded-for"] == "2001:db8::a")
    }

    @Test("what a request does not have is left out of the event")
    func leavesOut() throws {
        let event = try Self.event(Self.request("GET", "/api/meetups"), "GET /api/meetups")
        let names = event.object?.keys.sorted()
        #expect(
            names == [
                "headers", "isBase64Encoded", "rawPath", "rawQueryString", "requestContext", "routeKey", "version",
            ])
        #expect(event["rawQueryString"] == "")
        #expect(event["requestContext"]?["authorizer"] == nil)
        #expect(event["requestContext"]?["http"]?["userAgent"] == "")
        #expect(event["headers"]?["content-length"] == "0")
    }

    @Test(
        "a body is text where its type says so and it is UTF-8, and base64 otherwise",
        arguments: [
            ("application/json", Array("{}".utf8), "{}", false),
            ("text/csv; charset=utf-8", Array("a,b".utf8), "a,b", false),
            ("application/problem+json", Array("{}".utf8), "{}", false),
            ("application/json", [0xFF, 0xFE], "//4=", true),
            ("application/x-www-form-urlencoded", Array("a=b".utf8), "YT1i", true),
            ("image/png", [0x89, 0x50], "iVA=", true),
            ("", Array("a".utf8), "YQ==", true),
        ] as [(String, [UInt8], String, Bool)])
    func encodesBody(type: String, body: [UInt8], text: String, isEncoded: Bool) throws {
        let request = Self.request("POST", "/x", type.isEmpty ? [:] : ["content-type": type], body: body)
        let event = try Self.event(request, "POST /x")
        #expect(event["body"] == .string(text))
        #expect(event["isBase64Encoded"] == .bool(isEncoded))
    }
}
