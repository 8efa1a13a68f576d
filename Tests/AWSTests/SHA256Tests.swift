import AWS
import Bytes
import Testing

@Suite("SHA-256 and HMAC")
struct SHA256Tests {
    @Test(
        "the standard's own examples",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ])
    func digest(text: String, expected: String) {
        #expect(SHA256.hexHash(text) == expected)
        #expect(SHA256.hexHash(Array(text.utf8)) == expected)
        #expect(Hex.encode(SHA256.hash(Array(text.utf8))) == expected)
    }

    @Test(
        "RFC 4231's examples, with keys shorter and longer than a block",
        arguments: [
            (
                [UInt8](repeating: 0x0B, count: 20), "Hi There",
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
            ),
            (
                Array("Jefe".utf8), "what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
            (
                [UInt8](repeating: 0xAA, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
            ),
        ])
    func mac(key: [UInt8], message: String, expected: String) {
        let mac = HMACSHA256(key: key)
        #expect(Hex.encode(mac.authenticate(message)) == expected)
        #expect(Hex.encode(mac.authenticate(Array(message.utf8))) == expected)
    }
}
