import HTTP
import Testbed
import Testing

/// Answers in the various forms that servers send.
struct AnswerTests {
    struct Said: Sendable, CustomTestStringConvertible {
        let title: String
        let text: String
        let response: HTTPResponse

        init(_ title: String, _ text: String, _ status: Int, _ headers: HTTPHeaders, _ body: String) {
            self.title = title
            self.text = text
            response = HTTPResponse(status: status, headers: headers, body: Array(body.utf8))
        }

        var testDescription: String { title }
    }

    static let all: [Said] = [
        Said("a length", answer("200 OK", ["A: 1"], "abc"), 200, ["A": "1", "Content-Length": "3"], "abc"),
        Said("no body", answer("500 Oh dear"), 500, ["Content-Length": "0"], ""),
        Said("204", "HTTP/1.1 204 No Content\r\nA: 1\r\n\r\n", 204, ["A": "1"], ""),
        Said("304", "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n", 304, ["Content-Length": "9"], ""),
        Said(
            "chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1;x=y\r\nd\r\n0\r\n\r\n", 200,
            ["Transfer-Encoding": "chunked"], "abcd"),
        Said(
            "chunks with a trailer, which is no header",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nA: 1\r\nHTTP/1.1 500: X\r\n\r\n", 200,
            ["Transfer-Encoding": "chunked"], "a"),
        Said(
            "100 Continue first", "HTTP/1.1 100 Continue\r\nA: 1\r\n\r\n" + answer(), 200, ["Content-Length": "0"], ""),
        Said(
            "103 Early Hints", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + answer(), 200,
            ["Content-Length": "0"], ""),
        Said(
            "headers of every shape",
            "HTTP/1.1 200 OK\r\nA:1\r\nB:  \t 2 2 \t\r\nC:\r\na: x:y\r\nContent-Length: 0\r\n\r\n",
            200,
            HTTPHeaders([
                .init(name: "A", value: "1"), .init(name: "B", value: "2 2"), .init(name: "C", value: ""),
                .init(name: "a", value: "x:y"), .init(name: "Content-Length", value: "0"),
            ]), ""),
        Said(
            "a header that looks like a status line", answer("200 OK", ["A: 1", "HTTP/1.1 500: x"]), 200,
            ["A": "1", "HTTP/1.1 500": "x", "Content-Length": "0"], ""),
        Said(
            "a redirect, which is not followed", answer("307 Temporary Redirect", ["Location: http://127.0.0.1:1/"]),
            307,
            ["Location": "http://127.0.0.1:1/", "Content-Length": "0"], ""),
        Said("a status without words", "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", 200, ["Content-Length": "0"], ""),
        Said("HTTP/1.0 up to the end", "HTTP/1.0 200 OK\r\nA: 1\r\n\r\nto the end", 200, ["A": "1"], "to the end"),
        Said(
            "compressed as nobody asked", answer("200 OK", ["Content-Encoding: gzip"], "zip"), 200,
            ["Content-Encoding": "gzip", "Content-Length": "3"], "zip"),
    ]

    @Test("an answer is read as it was said", arguments: all)
    func reads(said: Said) throws {
        let ends = said.title.hasPrefix("HTTP/1.0")
        let server = try ScriptedServer { _, _ in [.send(said.text)] + (ends ? [.close] : []) }
        let transport = CurlTransport()
        let request = HTTPRequest("GET", server.endpoint)
        #expect(try transport.send(request, by: nil) == said.response)
        #expect(
            transport.sendAll([request, request], atOnce: 2, by: nil) == [
                .success(said.response), .success(said.response),
            ])
        #expect(try transport.send(request, by: nil) == said.response)
        #expect(server.received.count == 4)
    }

    @Test("an answer cut into single bytes is read as one")
    func byteByByte() throws {
        let text = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nA: b\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
        let server = try ScriptedServer { _, _ in
            text.utf8.flatMap { [.sendBytes([$0]), .pause(milliseconds: 1)] }
        }
        let expected = HTTPResponse(
            status: 200, headers: ["Transfer-Encoding": "chunked", "A": "b"], body: [97, 98, 99])
        #expect(try CurlTransport().send(HTTPRequest("GET", server.endpoint), by: nil) == expected)
    }

    @Test("an answer of exactly the limit is taken", arguments: ["length", "chunked"])
    func atTheLimit(kind: String) throws {
        let body = String(repeating: "x", count: 100_000)
        let server = try ScriptedServer(always: kind == "length" ? answer("200 OK", [], body) : chunked(body))
        let transport = CurlTransport(limits: .init(answerBytes: 100_000))
        #expect(try transport.send(HTTPRequest("GET", server.endpoint), by: nil).body.count == 100_000)
    }

    @Test(
        "an answer over the limit is an error, and the next request goes well", arguments: ["length", "chunked", "end"])
    func overTheLimit(kind: String) throws {
        let body = String(repeating: "x", count: 100_001)
        let long =
            switch kind {
            case "length": answer("200 OK", [], body)
            case "chunked": chunked(body)
            default: "HTTP/1.1 200 OK\r\n\r\n\(body)"
            }
        let server = try ScriptedServer { received, _ in
            received.target == "/long" ? [.send(long)] + (kind == "end" ? [.close] : []) : [.send(answer())]
        }
        let transport = CurlTransport(limits: .init(answerBytes: 100_000))
        for _ in 1...3 {
            let long = HTTPRequest("GET", server.endpoint, path: "/long")
            let good = HTTPRequest("GET", server.endpoint)
            #expect(throws: HTTPError.answerTooLarge(limit: 100_000)) { try transport.send(long, by: nil) }
            #expect(try transport.send(good, by: nil).status == 200)
            let answers = transport.sendAll([long, good], atOnce: 1, by: nil)
            #expect(answers.map { try? $0.get().status } == [nil, 200])
            #expect(answers.first == .failure(.answerTooLarge(limit: 100_000)))
        }
    }

    private func chunked(_ body: String) -> String {
        let chunk = "\(String(body.utf8.count, radix: 16))\r\n\(body)\r\n0\r\n\r\n"
        return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\(chunk)"
    }

    @Test("an answer said to be too long is not even waited for")
    func announcedOverTheLimit() throws {
        let server = try ScriptedServer { _, _ in
            [.send("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"), .fallSilent]
        }
        let limits = CurlTransport.Limits(totalMilliseconds: 60_000, answerBytes: 1_000)
        #expect(throws: HTTPError.answerTooLarge(limit: 1_000)) {
            try CurlTransport(limits: limits).send(HTTPRequest("GET", server.endpoint), by: nil)
        }
    }

    static let endless: [(String, String)] = [
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            "1000\r\n\(String(repeating: "x", count: 4_096))\r\n"
        ),
        ("HTTP/1.1 200 OK\r\n\r\n", String(repeating: "x", count: 4_096)),
        ("HTTP/1.1 200 OK\r\n", "A: \(String(repeating: "x", count: 4_000))\r\n"),
        ("HTTP/1.1 200 OK\r\nA: ", String(repeating: "x", count: 4_096)),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n",
            "A: \(String(repeating: "x", count: 4_000))\r\n"
        ),
        ("", "HTTP/1.1 100 Continue\r\nA: \(String(repeating: "x", count: 4_000))\r\n\r\n"),
    ]

    @Test("an answer without end is cut off soon", arguments: endless)
    func cutsOff(start: String, rest: String) throws {
        let server = try ScriptedServer { _, _ in [.send(start), .sendWithoutEnd(rest)] }
        let transport = CurlTransport(limits: .init(answerBytes: 1 << 20))
        let error = #expect(throws: HTTPError.self) { try transport.send(HTTPRequest("GET", server.endpoint), by: nil) }
        #expect(error.map(\.isBeforeSending) == false)
        // The limit, plus the contents of the sockets' buffers.
        #expect(server.sentWithoutEnd < 16 << 20)
    }
}
