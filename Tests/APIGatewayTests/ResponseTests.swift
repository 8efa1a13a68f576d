import JSON
import Testing
import Time

@testable import APIGateway

@Suite("What goes back to API Gateway")
struct ResponseTests {
    private func payload(_ response: APIResponse, _ format: GatewayEvent.Format = .http) -> String {
        String(decoding: response.payload(format), as: UTF8.self)
    }

    @Test("an answer in JSON is not for a cache")
    func json() {
        #expect(
            payload(.json(Confirmation("Done")))
                == #"{"statusCode":200,"headers":{"cache-control":"no-store","content-type":"application/json"},"#
                + #""body":"{\"success\":true,\"message\":\"Done\"}","isBase64Encoded":false}"#)
    }

    @Test("headers are in order, and bytes that are no text in base64")
    func bytes() {
        #expect(
            payload(APIResponse(status: 201, headers: ["b": "2", "a": "\"1\""], body: [0xFF, 0x00]))
                == #"{"statusCode":201,"headers":{"a":"\"1\"","b":"2"},"body":"/wA=","isBase64Encoded":true}"#)
    }

    @Test("an answer without a body has an empty one")
    func empty() {
        #expect(
            payload(APIResponse(status: 204)) == #"{"statusCode":204,"headers":{},"body":"","isBase64Encoded":false}"#)
    }

    @Test("a page says where the next one is, whatever the segments of its path hold; the last one says nothing")
    func pages() {
        let page = APIResponse.page(Confirmation("Done"), at: "users", "a>\"?/|%é", next: "abc", query: "cursor=abc")
        #expect(page.status == 200)
        #expect(page.headers["x-next-cursor"] == "abc")
        #expect(page.headers["link"] == #"</users/a%3E%22%3F%2F%7C%25%C3%A9?cursor=abc>; rel="next""#)
        let last = APIResponse.page(Confirmation("Done"), at: "users", next: nil, query: nil)
        #expect(last.headers == APIResponse.json(Confirmation("Done")).headers)
    }

    @Test(
        "caches may keep what anybody is answered, and not what is answered to someone who says who they are",
        arguments: [
            (Event.http(context: ["authorizer": nil]), "public, max-age=15"),
            (Event.rest(context: ["authorizer": nil]), "public, max-age=15"), (Event.http(), "no-store"),
            (Event.rest(), "no-store"),
            (Event.http(["headers": ["Authorization": "Bearer x"]], context: ["authorizer": nil]), "no-store"),
        ])
    func caching(event: JSONValue, expected: String) throws {
        let answer = APIResponse.json(Confirmation("Done")).kept(seconds: 15, for: try read(event))
        #expect(
            answer.headers == [
                "cache-control": expected, "content-type": "application/json", "vary": "authorization, origin",
            ])
        #expect(answer.body == APIResponse.json(Confirmation("Done")).body)
    }

    @Test("cookies go where each format has them")
    func cookies() {
        let response = APIResponse(status: 204, cookies: ["a=1; Secure", "b=2"])
        #expect(
            payload(response, .http)
                == #"{"statusCode":204,"headers":{},"cookies":["a=1; Secure","b=2"],"body":"","isBase64Encoded":false}"#
        )
        #expect(
            payload(response, .rest)
                == #"{"statusCode":204,"headers":{},"multiValueHeaders":{"set-cookie":["a=1; Secure","b=2"]},"#
                + #""body":"","isBase64Encoded":false}"#)
    }

    @Test(
        "any text reads the same behind the two layers of JSON",
        arguments: ["\"\\/\n\u{0}\u{1F}", "Zoë 世界 👩‍👩‍👧", "\u{2028}"])
    func text(text: String) throws {
        let outer = try JSONValue(parsing: APIResponse.json(Confirmation(text)).payload(.http))
        let inner = try JSONValue(parsing: try #require(outer["body"]?.string).utf8)
        #expect(inner == ["success": true, "message": .string(text)])
    }

    @Test("a function answers in the format that it was asked in")
    func formats() throws {
        let response = APIResponse(status: 200, cookies: ["a=1"])
        #expect(try answer(to: Event.http().json(), by: { _ in response }).payload["cookies"] == ["a=1"])
        #expect(
            try answer(to: Event.rest().json(), by: { _ in response }).payload["multiValueHeaders"]
                == ["set-cookie": ["a=1"]])
    }

    @Test("the handler is told when the request came")
    func receivedAt() throws {
        let answer = try answer(to: Event.http().json()) { .json(Confirmation($0.receivedAt.iso8601)) }
        #expect(answer.body == #"{"success":true,"message":"2026-11-21T16:30:00.000Z"}"#)
    }
}
