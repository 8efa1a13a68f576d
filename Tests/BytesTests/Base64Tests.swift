import Bytes
import Testing

@Suite("base64")
struct Base64Tests {
    @Test(
        "the RFC's own examples go both ways",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func examples(plain: String, encoded: String) {
        #expect(Base64.encode(Array(plain.utf8)) == encoded)
        #expect(Base64.encodedBytes(Array(plain.utf8)) == Array(encoded.utf8))
        #expect(Base64.decode(encoded) == Array(plain.utf8))
    }

    @Test("the two alphabets differ in their last two characters and in padding")
    func alphabets() {
        #expect(Base64.encode([0xFB, 0xFF, 0xFE, 0xFF]) == "+//+/w==")
        #expect(Base64URL.encode([0xFB, 0xFF, 0xFE, 0xFF]) == "-__-_w")
        #expect(Base64.decode("+//+/w==") == [0xFB, 0xFF, 0xFE, 0xFF])
        #expect(Base64URL.decode("-__-_w") == [0xFB, 0xFF, 0xFE, 0xFF])
    }

    @Test("every byte in every place and every length comes back")
    func roundTrip() {
        for length in 0...67 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ length &* 11) }
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
        }
        let all = (0...255).map { UInt8($0) }
        #expect(Base64.decode(Base64.encode(all)) == all)
        #expect(Base64URL.decode(Base64URL.encode(all)) == all)
    }

    @Test(
        "what no encoder writes is refused",
        arguments: [
            "Z", "Zg", "Zg=", "Zg===", "Zm9v=", "Zm9v====", "====", "=", "Zm8=Zm8=", "Zg==Zg==", "Z===", "=Zm9",
            "Zh==", "Zm9=", "Zm9v\n", "Zm 9v", " Zm9v", "Zm9vZg=\n", "Zm9-", "Zm9_", "Zm9vé", "Zm\u{0}v",
        ])
    func refused(text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test(
        "the alphabet for addresses refuses padding, the other alphabet and left-over bits",
        arguments: ["Zg==", "Zm8=", "Z", "Zm9vZ", "Zh", "Zm9", "Zm+v", "Zm/v", "Zm9v ", "Zm9v\n", "é"])
    func refusedInURLs(text: String) {
        #expect(Base64URL.decode(text) == nil)
    }

    @Test("a character outside the alphabet is refused wherever it stands")
    func everyOtherCharacter() {
        let alphabet = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        for character in UInt8.min...UInt8.max where !alphabet.contains(character) {
            for place in 0..<3 {
                var characters = Array("AAAAAAAA".utf8)
                characters[place] = character
                #expect(Base64.decode(characters) == nil)
            }
        }
    }
}
