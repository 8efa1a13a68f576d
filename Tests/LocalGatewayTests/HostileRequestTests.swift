import Foundation
import Testbed
import Testing

@testable import LocalGateway

/// Hostile requests to the real gateway.
///
/// The request reader has its own tests for invalid HTTP; these show the API's answers, and that it keeps running.
struct HostileRequestTests {
    private static let list = "/api/meetups"

    private static func signUp(_ id: String) -> String { "/api/meetups/\(id)/signup" }

    /// Options that stop idle processes early, as the sweep does that runs every minute.
    private static let forgetful = ["--anonymous-as", "ada", "--idle", "1"]

    /// The gateway's resources: threads and open files.
    private struct Holdings: Equatable {
        let threads: Int
        let files: Int

        init(of rig: GatewayRig) {
            threads = Self.count("task", rig)
            files = Self.count("fd", rig)
        }

        private static func count(_ kind: String, _ rig: GatewayRig) -> Int {
            (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(rig.processID)/\(kind)").count) ?? 0
        }
    }

    /// Returns whether the gateway's resources return to what they were before.
    private static func comesDown(_ rig: GatewayRig, to before: Holdings) -> Bool {
        let deadline = Date(timeIntervalSinceNow: 10)
        while Date() < deadline {
            let now = Holdings(of: rig)
            if now.threads <= before.threads, now.files <= before.files { return true }
            usleep(20_000)
        }
        return false
    }

    private static func status(_ rig: GatewayRig, _ bytes: String) -> String {
        let client = RawClient(port: rig.port)
        client.send(bytes)
        return String(client.firstLine().dropFirst("HTTP/1.1 ".count))
    }

    @Test("no trick with the path reaches what has no route, and every answer is one of the API's or of a function")
    func paths() throws {
        let rig = try GatewayRig(["--anonymous-as", "ada"])
        let cases: [(method: String, target: String, status: Int)] = [
            ("GET", "/api/../api/meetups", 404), ("GET", "//api/meetups", 404), ("GET", "/api//meetups", 404),
            ("GET", "/./api/meetups", 404), ("GET", "/api/meetups/", 404), ("GET", "/api/%2e%2e/api/meetups", 404),
            ("GET", "/api%2Fmeetups", 404), ("GET", "/api\\meetups", 404), ("GET", "/api/meetups;x=1", 404),
            ("GET", "/api/meetups%00", 404), ("GET", "/api/%c0%af", 400), ("GET", "/api/%ed%a0%80", 400),
            ("GET", "/api/%f4%90%80%80", 400), ("GET", "/api/%", 400), ("GET", "/api/%4", 400),
            ("GET", "http://elsewhere.example/api/meetups", 200), ("GET", "http://elsewhere.example", 400),
            ("GET", "ftp://elsewhere.example/api/meetups", 400), ("GET", "elsewhere.example:443", 400),
            ("CONNECT", "elsewhere.example:443", 400), ("OPTIONS", "*", 400), ("TRACE", Self.list, 405),
            ("PROPFIND", Self.list, 405), ("GET", "/.env", 404), ("GET", "/.well-known/../issuer.pem", 404),
            ("GET", "/.well-known/jwks.json/..%2f..%2fissuer.pem", 404),
            ("POST", Self.signUp("%00"), 404), ("POST", Self.signUp("..%2F..%2Fadmin"), 404),
            ("POST", Self.signUp("%F0%9F%A6%86"), 404), ("POST", Self.signUp("%c0%ae"), 400),
            ("POST", Self.signUp(String(repeating: "a", count: 8_000)), 404),
            ("POST", Self.signUp("spec-driven-dev-weekly%3Fx"), 404), ("GET", Self.list + "?%00=%00&=&&&", 200),
            ("GET", Self.list + "?%zz", 200), ("POST", Self.signUp("x") + "?%zz", 400),
            ("GET", Self.list, 200),
        ]
        for (method, target, status) in cases {
            #expect(rig.ask(method, target).status == status, "\(method) \(target)")
        }
        #expect(rig.waitForLine(" 400 GET /api/%c0%af "))
        #expect(rig.waitForLine(" 404 POST /api/meetups/%00/signup "))
    }

    private static let post = "POST /api/meetups/spec-driven-dev-weekly/signup HTTP/1.1\r\nHost: a\r\n"
    private static let chunked = post + "Transfer-Encoding: chunked\r\n\r\n"

    static let refused: [(bytes: String, status: String)] = [
        (post + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", "400 Bad Request"),
        (post + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400 Bad Request"),
        (post + "Content-Length: 4, 4\r\n\r\nabcd", "400 Bad Request"),
        (post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", "501 Not Implemented"),
        (post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", "501 Not Implemented"),
        (post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", "400 Bad Request"),
        (chunked + "0x1\r\na\r\n0\r\n\r\n", "400 Bad Request"), (chunked + "1\r\nab\r\n0\r\n\r\n", "400 Bad Request"),
        (chunked + "A00001\r\n", "413 Request Entity Too Large"),
        (post + "Content-Length: 10485761\r\n\r\n", "413 Request Entity Too Large"),
        (post + "Expect: nothing\r\n\r\n", "417 Expectation Failed"),
        ("GET /api/meetups HTTP/1.1\r\n\r\n", "400 Bad Request"),
        ("GET /api/meetups HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "400 Bad Request"),
        ("GET /api/meetups HTTP/1.1\r\nHost: a\r\n Authorization: b\r\n\r\n", "400 Bad Request"),
        ("GET /api/meetups HTTP/1.1\nHost: a\n\n", "400 Bad Request"),
        ("GET /caf\u{E9} HTTP/1.1\r\nHost: a\r\n\r\n", "400 Bad Request"),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505 HTTP Version Not Supported"),
        (post + String(repeating: "A: b\r\n", count: 128) + "\r\n", "431 Request Header Fields Too Large"),
        (post + "A: \(String(repeating: "b", count: 10_240))\r\n\r\n", "431 Request Header Fields Too Large"),
    ]

    @Test("what could be read in two ways, or is too much, is refused and noted, and the next request is answered")
    func framing() throws {
        let rig = try GatewayRig(Self.forgetful)
        #expect(rig.ask("GET", Self.list).status == 200)
        let before = Holdings(of: rig)
        for (bytes, status) in Self.refused {
            let client = RawClient(port: rig.port)
            // Text after a refused request must not be taken for another request.
            client.send(bytes + "GET /.well-known/jwks.json HTTP/1.1\r\nHost: a\r\n\r\n")
            let answer = client.receive()
            #expect(answer.hasPrefix("HTTP/1.1 \(status)\r\n"), "\(bytes.prefix(200)): \(answer.prefix(100))")
            #expect(answer.components(separatedBy: "HTTP/1.1 ").count == 2, "\(bytes.prefix(200))")
            #expect(answer.contains(#"{"message":"\#(status.dropFirst(4))"}"#), "\(answer)")
        }
        for status in ["400", "413", "417", "431", "501", "505"] {
            #expect(rig.waitForLine("[Gateway] \(status): the request could not be read"))
        }
        #expect(rig.ask("GET", Self.list).status == 200)
        #expect(rig.children.count == 1)
        #expect(Self.comesDown(rig, to: before))
    }

    @Test("a body of more than an event may hold is refused, however it comes")
    func bodies() throws {
        let rig = try GatewayRig(["--anonymous-as", "ada"])
        let body = String(repeating: "a", count: 7_000_000)
        #expect(
            Self.status(rig, Self.post + "Content-Length: 7000000\r\n\r\n" + body) == "413 Request Entity Too Large")
        #expect(Self.status(rig, Self.chunked + "6ACFC0\r\n\(body)\r\n0\r\n\r\n") == "413 Request Entity Too Large")
        #expect(rig.ask("GET", Self.list).status == 200)
    }

    @Test("hundreds who never finish what they began keep nobody waiting, and leave nothing behind")
    func slow() throws {
        let rig = try GatewayRig(Self.forgetful)
        #expect(rig.ask("GET", Self.list).status == 200)
        let before = Holdings(of: rig)
        var crowd = (0..<400).map { _ in RawClient(port: rig.port) }
        for (index, client) in crowd.enumerated() {
            client.send(index % 2 == 0 ? "GET /api/meetups HTTP/1.1\r\nHost" : Self.post + "Content-Length: 9\r\n\r\na")
        }
        let start = ContinuousClock.now
        #expect(rig.ask("GET", Self.list).status == 200)
        #expect(ContinuousClock.now - start < .seconds(5))
        for client in crowd { client.close() }
        crowd = []
        #expect(Self.comesDown(rig, to: before))
        #expect(rig.ask("GET", Self.list).status == 200)
    }

    @Test("trailers that are as long as a head, or a little longer, are refused, and the gateway goes on")
    func longTrailers() throws {
        let rig = try GatewayRig(["--anonymous-as", "ada"])
        for beyond in -2...2 {
            let trailer = "A: " + String(repeating: "b", count: GatewayEndpoint.headLimit - 3 + beyond)
            let post = "POST /api/meetups HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
            let status = beyond > -2 ? "431 Request Header Fields Too Large" : "405 Method Not Allowed"
            #expect(Self.status(rig, "\(post)\(trailer)\r\n\r\n") == status)
        }
        #expect(rig.ask("GET", Self.list).status == 200)
    }

    @Test("it may open as many files as the system lets it, however few its shell does")
    func files() throws {
        let rig = try GatewayRig(launcher: ["sh", "-c", #"ulimit -S -n 256; exec "$@""#, "sh"])
        let limits = try String(contentsOfFile: "/proc/\(rig.processID)/limits", encoding: .utf8)
        let line = try #require(limits.split(separator: "\n").first { $0.hasPrefix("Max open files") })
        let numbers = line.split(separator: " ").compactMap { Int($0) }
        #expect(numbers.count == 2 && numbers[0] == min(numbers[1], 65_536), "\(line)")
    }

    @Test("it listens on this machine alone, unless it is told otherwise on purpose", arguments: [false, true])
    func listens(elsewhere: Bool) throws {
        let rig = try GatewayRig(elsewhere ? ["--host", "0.0.0.0"] : [])
        #expect(RawClient(port: rig.port).isConnected)
        // Another address of this machine, on which it doesn't listen.
        #expect(RawClient(host: "127.0.0.2", port: rig.port).isConnected == elsewhere)
        #expect(rig.banner.contains("WARNING: the API listens on 0.0.0.0: others") == elsewhere)
    }
}
