import Bytes
import Testing

@Suite("percent-encoding")
struct PercentEncodingTests {
    @Test("only the unreserved characters stay, and the slash on request")
    func unreserved() {
        let unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
        #expect(PercentEncoding.encode(unreserved) == unreserved)
        for byte in (0..<128).map({ UInt8($0) }) where !unreserved.utf8.contains(byte) {
            let digits = (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            #expect(PercentEncoding.encode(String(decoding: [byte], as: UTF8.self)) == "%\(digits)")
        }
        #expect(PercentEncoding.encode("a/b c/ሴ") == "a%2Fb%20c%2F%E1%88%B4")
        #expect(PercentEncoding.encode("a/b c/ሴ", keepingSlash: true) == "a/b%20c/%E1%88%B4")
        #expect(PercentEncoding.encode("") == "")
    }

    @Test(
        "escapes in either case become what they stand for",
        arguments: [
            ("", ""), ("plain", "plain"), ("a%20b", "a b"), ("%e1%88%B4", "ሴ"), ("a+b", "a+b"), ("%2B", "+"),
            ("%2520", "%20"), ("%25", "%"), ("ሴ", "ሴ"), ("%00", "\u{0}"), ("%F0%9F%98%80", "😀"),
        ])
    func decoded(text: String, expected: String) {
        #expect(PercentEncoding.decode(text) == expected)
        #expect(PercentEncoding.decode(text[...]) == expected)
    }

    @Test("a plus is a space in a form, unless it is escaped")
    func form() {
        #expect(PercentEncoding.decodeForm("a+b%2Bc%20d") == "a b+c d")
        #expect(PercentEncoding.decodeForm("+") == " ")
    }

    @Test(
        "a broken escape, or bytes that are not UTF-8, are refused",
        arguments: [
            "%", "%2", "a%", "a%2", "%%", "%G0", "%0G", "%-1", "% 1", "%+1", "%2é", "%FF", "%C0%80", "%ED%A0%80",
            "%E1%88", "%F4%90%80%80", "%u1234",
        ])
    func refused(text: String) {
        #expect(PercentEncoding.decode(text) == nil)
        #expect(PercentEncoding.decodeForm(text) == nil)
    }

    @Test("an escape is found only where it begins and is whole")
    func escapes() {
        let bytes = Array("%41%4".utf8)
        #expect(
            (-1...6).map { PercentEncoding.escapedByte(in: bytes, at: $0) } == [nil, 0x41]
                + Array(repeating: nil, count: 6))
    }
}
