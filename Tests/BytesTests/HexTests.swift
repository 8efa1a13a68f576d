import Bytes
import Testing

@Suite("hexadecimal digits")
struct HexTests {
    @Test("bytes are written in lower case and read in either")
    func bothWays() {
        let bytes: [UInt8] = [0x00, 0x09, 0x0A, 0x9F, 0xA0, 0xFF]
        var buffer = Array(">".utf8)
        Hex.encode(bytes, into: &buffer)
        #expect(Hex.encode(bytes) == "00090a9fa0ff")
        #expect(buffer == Array(">00090a9fa0ff".utf8))
        #expect(Hex.decode("00090a9fa0ff") == bytes)
        #expect(Hex.decode("00090A9Fa0fF") == bytes)
        #expect(Hex.encode([]) == "")
        #expect(Hex.decode("") == [])
    }

    @Test(
        "an odd number of digits or another character is refused",
        arguments: ["0", "000", "0g", "g0", "0x", " 0", "0 ", "@a", "a`", "/0", ":0", "é", "+1", "-1"])
    func refused(text: String) {
        #expect(Hex.decode(text) == nil)
    }
}
