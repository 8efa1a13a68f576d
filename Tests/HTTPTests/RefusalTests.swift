import Testbed
import Testing

@testable import HTTP

/// Requests that could smuggle in a header, a request or another server are never sent.
struct RefusalTests {
    @Test("header names are the same in any case, values are not")
    func headerNames() {
        var headers: HTTPHeaders = ["Content-Type": "a", "X-Two": "1"]
        headers.add("x-two", "2")
        #expect(headers["CONTENT-type"] == "a")
        #expect(headers["X-TWO"] == "1")
        #expect(headers["Content-Typ"] == nil)
        #expect(headers["Content_Type"] == nil)
        headers["x-TWO"] = "3"
        #expect(headers == ["Content-Type": "a", "x-TWO": "3"])
        headers["content-type"] = nil
        #expect(headers == ["x-TWO": "3"])
    }

    static let server = Endpoint(scheme: .http, host: "127.0.0.1", port: 1)
    static let evil = ["\r", "\n", "\r\nX: y", "\0", "a\r\n\r\nGET / HTTP/1.1", "\u{7F}"]
    static let requests: [HTTPRequest] =
        evil.flatMap { text in
            [
                HTTPRequest("GET" + text, server),
                HTTPRequest("GET", server, path: "/" + text),
                HTTPRequest("GET", server, query: "a=" + text),
                HTTPRequest("GET", server, headers: ["X" + text: "y"]),
                HTTPRequest("GET", server, headers: ["X": "y" + text]),
                HTTPRequest("GET", Endpoint(scheme: .http, host: "127.0.0.1" + text, port: 1)),
            ]
        } + [
            HTTPRequest("", server), HTTPRequest("GE T", server), HTTPRequest("GÉT", server),
            HTTPRequest("GET", server, path: ""), HTTPRequest("GET", server, path: "no-slash"),
            HTTPRequest("GET", server, path: "/a b"), HTTPRequest("GET", server, path: "/a?b"),
            HTTPRequest("GET", server, path: "/a#b"), HTTPRequest("GET", server, path: "/é"),
            HTTPRequest("GET", server, query: "a b"), HTTPRequest("GET", server, query: "a#b"),
            HTTPRequest("GET", server, headers: ["": "y"]), HTTPRequest("GET", server, headers: ["X:": "y"]),
            HTTPRequest("GET", server, headers: ["X;": "y"]), HTTPRequest("GET", server, headers: ["X Y": "y"]),
            HTTPRequest("POST", server, headers: ["content-length": "3"], body: [1, 2, 3]),
            HTTPRequest("POST", server, headers: ["Transfer-Encoding": "chunked"]),
            HTTPRequest("HEAD", server, body: [1]),
            HTTPRequest("GET", Endpoint(scheme: .http, host: "user:secret@127.0.0.1", port: 1)),
            HTTPRequest("GET", Endpoint(scheme: .http, host: "127.0.0.1:8/?", port: 1)),
            HTTPRequest("GET", Endpoint(scheme: .http, host: "", port: 1)),
            HTTPRequest("GET", Endpoint(scheme: .http, host: "h", port: 0)),
            HTTPRequest("GET", Endpoint(scheme: .http, host: "h", port: -1)),
            HTTPRequest("GET", Endpoint(scheme: .http, host: "h", port: 65_536)),
        ]

    @Test("a request that could say more than it seems to is refused before anything is sent", arguments: requests)
    func refuses(request: HTTPRequest) throws {
        let server = try ScriptedServer(always: answer())
        var request = request
        if request.endpoint == Self.server { request.endpoint = server.endpoint }
        let transport = CurlTransport()
        let error = #expect(throws: HTTPError.self) { try transport.send(request, by: nil) }
        guard case .invalidRequest(let detail) = error else {
            Issue.record("not invalid but \(String(describing: error))")
            return
        }
        #expect(!detail.isEmpty && !detail.contains("secret"))
        let good = HTTPRequest("GET", server.endpoint)
        let answers = transport.sendAll([request, good], atOnce: 2, by: nil)
        #expect(answers.map { try? $0.get().status } == [nil, 200])
        #expect(server.received.map(\.head) == ["GET / HTTP/1.1\r\nHost: \(server.endpoint.authority)"])
    }

    @Test("what the server saw nothing of can be told from what it may have acted on")
    func isBeforeSending() {
        let errors: [HTTPError] = [
            .invalidRequest(detail: ""), .notConnected(detail: ""), .notSecure(detail: ""), .timedOut(detail: ""),
            .interrupted(detail: ""), .answerTooLarge(limit: 1),
        ]
        #expect(errors.map(\.isBeforeSending) == [true, true, true, false, false, false])
    }
}
