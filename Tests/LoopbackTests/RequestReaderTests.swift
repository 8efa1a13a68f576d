import Testing

@testable import Loopback

struct RequestReaderTests {
    private func read(_ text: String, inBlocksOf size: Int) throws -> [LoopbackRequest] {
        var reader = RequestReader()
        var requests: [LoopbackRequest] = []
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            reader.append(bytes[start..<min(start + size, bytes.count)])
            while let request = try reader.next() { requests.append(request) }
        }
        return requests
    }

    @Test("requests are found however they are cut into blocks", arguments: [1, 2, 3, 5, 7, 64, 10_000])
    func blocks(size: Int) throws {
        let text =
            "GET / HTTP/1.1\r\n\r\n" + "POST /a HTTP/1.1\r\nContent-Length: 4\r\nX-A:  b:c \t\r\n\r\n\r\n\r\n"
            + "PUT /b?c HTTP/1.0\r\nCONTENT-LENGTH: 0\r\nEmpty:\r\nx-a: 1\r\nX-A: 2\r\n\r\n"
        let requests = try read(text, inBlocksOf: size)
        #expect(requests.map(\.method) == ["GET", "POST", "PUT"])
        #expect(requests.map(\.target) == ["/", "/a", "/b?c"])
        #expect(requests.map(\.body) == [[], [13, 10, 13, 10], []])
        #expect(
            requests.map(\.headers) == [
                [:], ["content-length": "4", "x-a": "b:c"], ["content-length": "0", "empty": "", "x-a": "2"],
            ])
        #expect(requests[0].head == "GET / HTTP/1.1")
    }

    static let refused: [(String, Int)] = [
        ("\r\n\r\n", 400), ("GET\r\n\r\n", 400), ("GET /\r\n\r\n", 400), ("GET  / HTTP/1.1\r\n\r\n", 400),
        (" / HTTP/1.1\r\n\r\n", 400), ("GET / a HTTP/1.1\r\n\r\n", 400), ("GET / SMTP\r\n\r\n", 400),
        ("GET / HTTP/2.0\r\n\r\n", 400), ("\u{0}\u{1}é\r\n\r\n", 400), ("GET / HTTP/1.1\r\nno colon\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\n: x\r\n\r\n", 400), ("GET / HTTP/1.1\r\n:\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nA : x\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\n folded: x\r\n\r\n", 400), ("GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nContent-Length: +1\r\n\r\n", 400), ("GET / HTTP/1.1\r\nContent-Length:\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nContent-Length: 1,1\r\n\r\n", 400), ("GET / HTTP/1.1\r\nContent-Length: 0x1\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nContent-Length: 1\r\ncontent-length: 2\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nContent-Length: 52428801\r\n\r\n", 413),
        ("GET / HTTP/1.1\r\nContent-Length: 9223372036854775807\r\n\r\n", 413),
        ("GET / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n", 413),
        ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 501),
        ("GET / HTTP/1.1\r\nA: \(String(repeating: "x", count: 65_536))\r\n\r\n", 431),
        (String(repeating: "x", count: 65_537), 431),
    ]

    @Test("what is no request, or has no bounds, is refused", arguments: refused)
    func refuses(text: String, status: Int) {
        #expect(throws: RequestReader.Refusal(status: status)) { try read(text, inBlocksOf: .max) }
        #expect(throws: RequestReader.Refusal(status: status)) { try read(text, inBlocksOf: 1_000) }
    }

    @Test("a length said twice is one length, and a body of 50 MB the largest")
    func lengths() throws {
        #expect(try read("GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx", inBlocksOf: 9).count == 1)
        #expect(try read("GET / HTTP/1.1\r\nContent-Length: 52428800\r\n\r\nx", inBlocksOf: 100).isEmpty)
    }

    @Test("a long body costs no more for coming in many blocks")
    func largeBody() throws {
        let start = ContinuousClock.now
        var reader = RequestReader()
        reader.append(Array("POST / HTTP/1.1\r\nContent-Length: 6000000\r\n\r\n".utf8)[...])
        let block = [UInt8](repeating: 13, count: 600)
        for _ in 1...9_999 {
            reader.append(block[...])
            #expect(try reader.next() == nil)
        }
        reader.append(block[...])
        #expect(try reader.next()?.body.count == 6_000_000)
        // Looked through again for each block, it would be 30 billion steps.
        #expect(ContinuousClock.now - start < .seconds(2))
    }
}
