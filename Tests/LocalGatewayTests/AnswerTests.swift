import Loopback
import Template
import Testing

@testable import LocalGateway

struct AnswerTests {
    /// Returns an answer as one line: status, headers, body.
    private static func line(_ answer: LoopbackAnswer?) -> String {
        guard let answer else { return "invalid" }
        let headers = answer.headers.map { "\($0.name): \($0.value)" }.joined(separator: "; ")
        return "\(answer.status) [\(headers)] \(String(decoding: answer.body, as: UTF8.self))"
    }

    @Test(
        "a function's answer becomes what the service makes of it",
        arguments: [
            (
                #"{"statusCode":200,"headers":{"Content-Type":"text/html"},"body":"<p>"}"#,
                "200 [content-type: text/html] <p>"
            ),
            (#"{"statusCode":204,"body":"x"}"#, "204 [content-type: text/plain;charset=UTF-8] "),
            (#"{"statusCode":"201","body":null}"#, "201 [content-type: text/plain;charset=UTF-8] "),
            (
                #"{"statusCode":200,"headers":{"content-type":"a/b","X-N":1,"X-B":true},"cookies":["a=1; Secure","b=2"]}"#,
                "200 [content-type: a/b; x-b: true; x-n: 1; set-cookie: a=1; Secure; set-cookie: b=2] "
            ),
            (
                #"{"statusCode":200,"headers":{"content-type":"a/b"},"isBase64Encoded":true,"body":"w6k="}"#,
                "200 [content-type: a/b] é"
            ),
            (
                #"{"statusCode":200,"headers":{"content-type":"a/b","Content-Length":"9","Connection":"x","Date":"y"}}"#,
                "200 [content-type: a/b] "
            ),
            (#"{"message":"Hello"}"#, #"200 [content-type: application/json] {"message":"Hello"}"#),
            (#""Hello""#, "200 [content-type: application/json] Hello"),
            ("[1,2]", "200 [content-type: application/json] [1,2]"),
            ("null", "200 [content-type: application/json] null"),
            ("", "invalid"), ("not JSON", "invalid"),
            (#"{"statusCode":"ok"}"#, "invalid"), (#"{"statusCode":99}"#, "invalid"),
            (#"{"statusCode":1000}"#, "invalid"), (#"{"statusCode":200.5}"#, "invalid"),
            (#"{"statusCode":200,"body":{}}"#, "invalid"), (#"{"statusCode":200,"headers":[]}"#, "invalid"),
            (#"{"statusCode":200,"headers":{"a":{}}}"#, "invalid"),
            (#"{"statusCode":200,"headers":{"a b":"c"}}"#, "invalid"),
            (#"{"statusCode":200,"headers":{"":"c"}}"#, "invalid"),
            (#"{"statusCode":200,"cookies":"a=1"}"#, "invalid"), (#"{"statusCode":200,"cookies":[1]}"#, "invalid"),
            (#"{"statusCode":200,"isBase64Encoded":true,"body":"é"}"#, "invalid"),
        ])
    func maps(payload: String, expected: String) {
        #expect(Self.line(FunctionAnswer.parse(Array(payload.utf8))) == expected)
    }

    @Test("an answer of more than six megabytes is none", arguments: [(0, true), (1, false)])
    func boundsSize(beyond: Int, isTaken: Bool) {
        let head = #"{"statusCode":200,"body":""#
        let count = FunctionAnswer.longest - head.utf8.count - 2 + beyond
        let payload = Array((head + String(repeating: "a", count: count) + "\"}").utf8)
        #expect((FunctionAnswer.parse(payload) != nil) == isTaken)
    }

    private static func crossOrigin(_ configuration: String) throws -> CrossOrigin {
        let text = """
            Resources:
              Api:
                Type: AWS::Serverless::HttpApi
                Properties: { CorsConfiguration: \(configuration) }
            """
        let stack = try ServerlessTemplate(parsing: Array(text.utf8)).stack(StackSettings { _ in nil })
        return CrossOrigin(rules: try #require(stack.apis.first?.cors))
    }

    private static func request(_ method: String, origin: String?, asks: Bool = false) -> IncomingRequest {
        var headers: [String: String] = [:]
        headers["origin"] = origin
        if asks { headers["access-control-request-method"] = "POST" }
        return IncomingRequest(
            method: method, target: "/", version: "HTTP/1.1", headers: headers, cookies: [], body: [])
    }

    private static let rules =
        "{ AllowOrigins: [https://a.example, http://*], AllowMethods: [GET, POST], AllowHeaders: [x-a], "
        + "ExposeHeaders: [x-b], MaxAge: 60, AllowCredentials: true }"

    @Test(
        "a browser that asks first is told what its page may do",
        arguments: [
            (
                "https://a.example",
                "204 [access-control-allow-origin: https://a.example; access-control-allow-credentials: true; "
                    + "access-control-expose-headers: x-b; access-control-allow-methods: GET,POST; "
                    + "access-control-allow-headers: x-a; access-control-max-age: 60] "
            ),
            ("https://b.example", "204 [] "), ("https://a.example.evil", "204 [] "), ("null", "204 [] "),
        ])
    func answersPreflight(origin: String, expected: String) throws {
        let rules = try Self.crossOrigin(Self.rules)
        let request = Self.request("OPTIONS", origin: origin, asks: true)
        let answer = try #require(rules.preflight(request))
        #expect(Self.line(rules.apply(to: answer, of: request)) == expected)
    }

    @Test("what does not ask first is no preflight")
    func knowsPreflight() throws {
        let rules = try Self.crossOrigin(Self.rules)
        #expect(rules.preflight(Self.request("OPTIONS", origin: "http://x")) == nil)
        #expect(rules.preflight(Self.request("OPTIONS", origin: nil, asks: true)) == nil)
        #expect(rules.preflight(Self.request("POST", origin: "http://x", asks: true)) == nil)
    }

    @Test(
        "the API's headers replace those of the function",
        arguments: [
            ("{ AllowOrigins: ['*'] }", "http://x", "200 [a: b; access-control-allow-origin: *] "),
            (
                "{ AllowOrigins: ['http://*'], ExposeHeaders: [h] }", "http://x",
                "200 [a: b; access-control-allow-origin: http://x; access-control-expose-headers: h] "
            ),
            ("{ AllowOrigins: ['https://*'] }", "http://x", "200 [a: b] "),
        ])
    func replacesHeaders(rules: String, origin: String, expected: String) throws {
        let answer = LoopbackAnswer(status: 200, headers: [("a", "b"), ("access-control-allow-origin", "http://evil")])
        let applied = try Self.crossOrigin(rules).apply(to: answer, of: Self.request("GET", origin: origin))
        #expect(Self.line(applied) == expected)
    }
}
