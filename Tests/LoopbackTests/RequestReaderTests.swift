import Testing

@testable import Loopback

struct RequestReaderTests {
    private func read(
        _ text: String, inBlocksOf size: Int, _ options: LoopbackOptions = LoopbackOptions()
    ) throws -> [LoopbackRequest] {
        var reader = RequestReader(options)
        var requests: [LoopbackRequest] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = reader.fill { room in
                let count = min(size, room.count, rest.count)
                room.copyBytes(from: rest.prefix(count))
                return count
            }
            rest = rest.dropFirst(count)
            while let request = try reader.next() { requests.append(request) }
        }
        return requests
    }

    @Test("requests are found however they are cut into blocks", arguments: [1, 2, 3, 5, 7, 64, 10_000])
    func blocks(size: Int) throws {
        let text =
            "GET / HTTP/1.1\r\n\r\n" + "POST /a HTTP/1.1\r\nContent-Length: 4\r\nX-A:  b:c \t\r\n\r\n\r\n\r\n"
            + "\r\nPUT /b?c HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n\r\n3;a=b\r\nabc\r\n00A\r\n0123456789\r\n0\r\nT: x\r\n\r\n"
            + "PUT /b?c HTTP/1.0\r\nCONTENT-LENGTH: 0\r\nEmpty:\r\nx-a: 1\r\nX-A: 2\r\n\r\n"
        let requests = try read(text, inBlocksOf: size)
        #expect(requests.map(\.method) == ["GET", "POST", "PUT", "PUT"])
        #expect(requests.map(\.target) == ["/", "/a", "/b?c", "/b?c"])
        #expect(requests.map(\.body) == [[], [13, 10, 13, 10], Array("abc0123456789".utf8), []])
        #expect(
            requests.map(\.headers) == [
                [:], ["content-length": "4", "x-a": "b:c"], ["transfer-encoding": "Chunked"],
                ["content-length": "0", "empty": "", "x-a": "2"],
            ])
        #expect(requests.map(\.start.staysOpen) == [true, true, true, false])
        #expect(requests[0].head == "GET / HTTP/1.1")
        #expect(requests[2].head == "PUT /b?c HTTP/1.1\r\nTransfer-Encoding: Chunked")
        #expect(requests[3].headers("x-a".utf8).map { String(decoding: $0, as: UTF8.self) } == ["1", "2"])
        #expect(requests[3].header("x-a").map(Array.init) == Array("2".utf8))
        #expect(requests[3].header("x-b") == nil)
    }

    static let head = "POST / HTTP/1.1\r\n"
    static let chunked = head + "Transfer-Encoding: chunked\r\n\r\n"

    static let refused: [(String, Int)] = [
        ("\r\n\r\n", 400), ("GET\r\n\r\n", 400), ("GET /\r\n\r\n", 400), ("GET  / HTTP/1.1\r\n\r\n", 400),
        (" / HTTP/1.1\r\n\r\n", 400), ("GET / a HTTP/1.1\r\n\r\n", 400), ("GET / SMTP\r\n\r\n", 400),
        ("GET / HTTP/1.1 \r\n\r\n", 400), ("GET\t/ HTTP/1.1\r\n\r\n", 400), ("GET /\u{7F} HTTP/1.1\r\n\r\n", 400),
        ("GET /é HTTP/1.1\r\n\r\n", 400), ("G(T / HTTP/1.1\r\n\r\n", 400), ("GET / http/1.1\r\n\r\n", 400),
        ("GET / HTTP/11\r\n\r\n", 400), ("GET / HTTP/1.1\n\n", 400), ("GET / HTTP/1.1\r\nA: b\n\r\n", 400),
        ("GET / HTTP/1.1\r\nA: b\rc\r\n\r\n", 400), ("GET / HTTP/1.1\r\nA: \u{0}\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nA: \u{1B}[2J\r\n\r\n", 400), ("\r\n\u{0}\r\n", 400),
        ("GET / HTTP/2.0\r\n\r\n", 505), ("GET / HTTP/0.9\r\n\r\n", 505),
        ("\u{0}\u{1}é\r\n\r\n", 400), (head + "no colon\r\n\r\n", 400),
        (head + ": x\r\n\r\n", 400), (head + ":\r\n\r\n", 400), (head + "A : x\r\n\r\n", 400),
        (head + " folded: x\r\n\r\n", 400), (head + "A: x\r\n folded\r\n\r\n", 400), (head + "Ä: x\r\n\r\n", 400),
        (head + "Content-Length: -1\r\n\r\n", 400), (head + "Content-Length: +1\r\n\r\n", 400),
        (head + "Content-Length:\r\n\r\n", 400), (head + "Content-Length: 1,1\r\n\r\n", 400),
        (head + "Content-Length: 0x1\r\n\r\n", 400), (head + "Content-Length: 1\r\ncontent-length: 2\r\n\r\n", 400),
        (head + "Host: a\r\nHost: a\r\n\r\n", 400),
        (head + "Content-Length: 52428801\r\n\r\n", 413), (head + "Content-Length: 9223372036854775807\r\n\r\n", 413),
        (head + "Content-Length: 99999999999999999999\r\n\r\n", 413),
        (head + "Transfer-Encoding: gzip\r\n\r\n", 501), (head + "Transfer-Encoding: gzip, chunked\r\n\r\n", 501),
        (head + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        (head + "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n", 400),
        (head + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        ("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        (head + "Expect: miracles\r\n\r\n", 417),
        (chunked + "\r\n", 400), (chunked + "x\r\n", 400), (chunked + "-1\r\n", 400), (chunked + "1 \r\n", 400),
        (chunked + "1\nab", 400), (chunked + "1\r\nabc", 400), (chunked + "1;\u{0}\r\n", 400),
        (chunked + "0\r\nno colon\r\n\r\n", 400), (chunked + "FFFFFFFFFFFFFFFF\r\n", 400),
        (chunked + "FFFFFFFFFFFFFFF\r\n", 413), (chunked + "1\r\na\r\n3200000\r\n", 413),
        (chunked + String(repeating: "1", count: 2_000), 400),
        (chunked + "0\r\nA: " + String(repeating: "x", count: 70_000), 431),
        (head + "A: \(String(repeating: "x", count: 65_536))\r\n\r\n", 431),
        (String(repeating: "x", count: 65_537), 431),
        (head + String(repeating: "A: b\r\n", count: 129) + "\r\n", 431),
    ]

    @Test("what is no request, or has no bounds, is refused", arguments: refused)
    func refuses(text: String, status: Int) {
        #expect(throws: Refusal(status: status)) { try read(text, inBlocksOf: .max) }
        #expect(throws: Refusal(status: status)) { try read(text, inBlocksOf: 1_000) }
        #expect(throws: Refusal(status: status)) { try read(text, inBlocksOf: 1) }
    }

    @Test("a length said twice is one length, and a body of 50 MB the largest")
    func lengths() throws {
        #expect(try read(Self.head + "Content-Length: 1\r\nContent-Length: 01\r\n\r\nx", inBlocksOf: 9).count == 1)
        #expect(try read(Self.head + "Content-Length: 52428800\r\n\r\nx", inBlocksOf: 100).isEmpty)
    }

    @Test("the bounds are those that were asked for")
    func bounds() throws {
        var options = LoopbackOptions()
        options.bodyLimit = 3
        options.fieldLimit = 1
        options.requiresHost = true
        let fitting = "POST / HTTP/1.0\r\nContent-Length: 3\r\n\r\nabc"
        #expect(try read(fitting, inBlocksOf: 9, options).map(\.body) == [Array("abc".utf8)])
        for (text, status) in [
            (Self.head + "Content-Length: 4\r\n\r\n", 413), (Self.head + "A: b\r\nC: d\r\n\r\n", 431),
            (Self.head + "A: b\r\n\r\n", 400),
        ] {
            #expect(throws: Refusal(status: status)) { try read(text, inBlocksOf: 9, options) }
        }
    }

    private static let trailerLimit = 1_024
    /// The lengths of trailers without their line ends, and whether they are within the limit together.
    static let trailerCases: [(lengths: [Int], isFew: Bool)] =
        (-2...2).map { ([trailerLimit + $0], $0 == -2) }
        + (-2...2).map { ([500, 300, 100, trailerLimit - 906 + $0], $0 == -2) }
        + [([trailerLimit - 2, 3], false), ([trailerLimit - 6, 2], true), ([], true)]

    @Test("trailers may have as many bytes as a head, their ends included", arguments: trailerCases, [1, 7, 10_000])
    func trailers(_ trailers: (lengths: [Int], isFew: Bool), size: Int) throws {
        var options = LoopbackOptions()
        options.headLimit = Self.trailerLimit
        let lines = trailers.lengths.map { "A:" + String(repeating: "b", count: $0 - 2) + "\r\n" }
        let text = Self.chunked + "1\r\nx\r\n0\r\n" + lines.joined() + "\r\n"
        if trailers.isFew {
            #expect(try read(text, inBlocksOf: size, options).map(\.body) == [Array("x".utf8)])
        } else {
            #expect(throws: Refusal.headTooLarge) { try read(text, inBlocksOf: size, options) }
        }
    }

    @Test("a long body costs no more for coming in many blocks")
    func largeBody() throws {
        let start = ContinuousClock.now
        var reader = RequestReader(LoopbackOptions())
        let head = Array("POST / HTTP/1.1\r\nContent-Length: 6000000\r\n\r\n".utf8)
        _ = reader.fill { room in
            room.copyBytes(from: head)
            return head.count
        }
        var left = 6_000_000
        var early = 0
        while left > 0 {
            if try reader.next() != nil { early += 1 }
            left -= reader.fill { min(600, $0.count, left) }
        }
        let request = try reader.next()
        #expect(request?.body.count == 6_000_000)
        #expect(early == 0)
        // Searching it again for every block would take 30 billion steps.
        #expect(ContinuousClock.now - start < .seconds(5))
    }
}
