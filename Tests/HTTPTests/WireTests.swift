import HTTP
import Testbed
import Testing

/// The bytes sent, and the connection that carries them.
struct WireTests {
    struct Sent: Sendable, CustomTestStringConvertible {
        let method: String
        var path = "/"
        var query = ""
        var headers: HTTPHeaders = [:]
        var body = ""
        /// The bytes that must arrive, with `HOST` for host and port.
        let arrives: String

        var testDescription: String { "\(method) \(path)\(query.isEmpty ? "" : "?\(query)") \(headers.fields)" }

        func request(to endpoint: Endpoint) -> HTTPRequest {
            HTTPRequest(method, endpoint, path: path, query: query, headers: headers, body: Array(body.utf8))
        }
    }

    static let all: [Sent] = [
        Sent(method: "GET", arrives: "GET / HTTP/1.1\r\nHost: HOST\r\n\r\n"),
        Sent(method: "POST", arrives: "POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0\r\n\r\n"),
        Sent(method: "HEAD", arrives: "HEAD / HTTP/1.1\r\nHost: HOST\r\n\r\n"),
        Sent(method: "GET", path: "/a", query: "b=c", arrives: "GET /a?b=c HTTP/1.1\r\nHost: HOST\r\n\r\n"),
        Sent(method: "POST", body: "abc", arrives: "POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 3\r\n\r\nabc"),
        Sent(method: "PUT", body: "abc", arrives: "PUT / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 3\r\n\r\nabc"),
        Sent(method: "PUT", arrives: "PUT / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0\r\n\r\n"),
        Sent(method: "PATCH", body: "a", arrives: "PATCH / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1\r\n\r\na"),
        Sent(method: "DELETE", arrives: "DELETE / HTTP/1.1\r\nHost: HOST\r\n\r\n"),
        Sent(method: "DELETE", body: "x", arrives: "DELETE / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1\r\n\r\nx"),
        Sent(method: "GET", body: "x", arrives: "GET / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1\r\n\r\nx"),
        Sent(method: "OPTIONS", arrives: "OPTIONS / HTTP/1.1\r\nHost: HOST\r\n\r\n"),
        Sent(
            method: "POST",
            headers: ["Host": "other.example", "Content-Type": "text/x", "X-Empty": "", "Accept": "*/*"],
            body: "1",
            arrives: "POST / HTTP/1.1\r\nHost: other.example\r\nContent-Type: text/x\r\nX-Empty:\r\nAccept: */*\r\n"
                + "Content-Length: 1\r\n\r\n1"),
        Sent(
            method: "GET", headers: ["host": "lower.example", "X-Blank": " \t ", "X-Utf8": "é", "User-Agent": "me"],
            arrives: "GET / HTTP/1.1\r\nHost: lower.example\r\nX-Blank:\r\nX-Utf8: é\r\nUser-Agent: me\r\n\r\n"),
        Sent(
            method: "POST", headers: ["Content-Type": "", "Expect": ""],
            arrives: "POST / HTTP/1.1\r\nHost: HOST\r\nContent-Type:\r\nExpect:\r\nContent-Length: 0\r\n\r\n"),
        Sent(
            method: "GET", path: "/a%2fb/../%41/./c//d%20/@x:!$&'()*+,;=~", query: "x=%c3%A9&y='{}|\"<>^`\\[]?/&=&&",
            arrives: "GET /a%2fb/../%41/./c//d%20/@x:!$&'()*+,;=~?x=%c3%A9&y='{}|\"<>^`\\[]?/&=&& HTTP/1.1\r\n"
                + "Host: HOST\r\n\r\n"),
        Sent(method: "GET", path: "//elsewhere", arrives: "GET //elsewhere HTTP/1.1\r\nHost: HOST\r\n\r\n"),
    ]

    @Test("what was asked for arrives byte by byte, with nothing added but Host and Content-Length", arguments: all)
    func alone(sent: Sent) throws {
        let server = try ScriptedServer(always: answer())
        let response = try CurlTransport().send(sent.request(to: server.endpoint), by: nil)
        #expect(response.status == 200)
        #expect(server.received.map(\.text) == [sent.arrives.replacing("HOST", with: server.endpoint.authority)])
    }

    @Test("requests of all kinds after each other leave no trace in the next one, and share one connection")
    func inTurn() throws {
        let server = try ScriptedServer { received, _ in
            [
                .send(
                    received.method == "HEAD"
                        ? "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n" : answer("200 OK", [], "body"))
            ]
        }
        let transport = CurlTransport()
        let order = Self.all + Self.all.reversed() + Self.all.enumerated().sorted { $0.0 % 5 < $1.0 % 5 }.map(\.1)
        for sent in order {
            let response = try transport.send(sent.request(to: server.endpoint), by: nil)
            #expect(response.body == (sent.method == "HEAD" ? [] : Array("body".utf8)))
        }
        let arrived = order.map { $0.arrives.replacing("HOST", with: server.endpoint.authority) }
        #expect(server.received.map(\.text) == arrived)
        #expect(server.connections == 1)
    }

    @Test("several at once arrive as they would alone")
    func atOnce() throws {
        let server = try ScriptedServer(always: answer())
        let transport = CurlTransport()
        for _ in 1...2 {
            let answers = transport.sendAll(Self.all.map { $0.request(to: server.endpoint) }, atOnce: 3, by: nil)
            #expect(answers == Array(repeating: .success(ok), count: Self.all.count))
        }
        let arrived = (Self.all + Self.all).map { $0.arrives.replacing("HOST", with: server.endpoint.authority) }
        #expect(server.received.map(\.text).sorted() == arrived.sorted())
        #expect(server.connections <= 3)
    }

    private var ok: HTTPResponse { HTTPResponse(status: 200, headers: ["Content-Length": "0"]) }

    @Test("a body of any bytes and megabytes arrives whole, without waiting to be asked for it")
    func largeBody() throws {
        let server = try ScriptedServer(always: answer())
        let body = (0..<6_291_556).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let request = HTTPRequest("POST", server.endpoint, body: body)
        let transport = CurlTransport()
        #expect(try transport.send(request, by: nil).status == 200)
        #expect(transport.sendAll([request], atOnce: 1, by: nil).map { try? $0.get().status } == [200])
        #expect(server.received.map(\.body) == [body, body])
        #expect(server.received.map { $0.headers["expect"] } == [nil, nil])
    }

    @Test("a kept connection that the server closed meanwhile is replaced")
    func closedMeanwhile() throws {
        let server = try ScriptedServer { _, _ in [.send(answer()), .close] }
        let transport = CurlTransport()
        let request = HTTPRequest("POST", server.endpoint, body: [1])
        for _ in 1...50 { #expect(try transport.send(request, by: nil).status == 200) }
        for _ in 1...50 {
            #expect(transport.sendAll([request], atOnce: 1, by: nil).map { try? $0.get().status } == [200])
        }
        #expect(server.received.count == 100)
        #expect(server.connections == 100)
    }

    @Test("a request that a kept connection swallowed is sent once more on a new one")
    func swallowed() throws {
        let server = try ScriptedServer { _, n in n == 2 ? [.close] : [.send(answer())] }
        let transport = CurlTransport()
        for _ in 1...2 {
            #expect(try transport.send(HTTPRequest("POST", server.endpoint, body: [1]), by: nil).status == 200)
        }
        #expect(server.received.map(\.connection) == [1, 1, 2])
        #expect(Set(server.received.map(\.text)).count == 1)
    }
}
