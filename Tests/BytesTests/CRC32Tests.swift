import Bytes
import Testing

@Suite("CRC-32")
struct CRC32Tests {
    @Test(
        "known checksums",
        arguments: [
            ("", 0), ("a", 0xE8B7_BE43), ("abc", 0x3524_41C2), ("123456789", 0xCBF4_3926), ("{}", 0xA3A6_BF43),
            ("The quick brown fox jumps over the lazy dog", 0x414F_A339),
        ])
    func known(text: String, checksum: UInt32) {
        #expect(CRC32.checksum(Array(text.utf8)) == checksum)
    }

    @Test("every length agrees with the definition, one bit at a time")
    func definition() {
        for length in 0...40 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 73 &+ length) }
            #expect(CRC32.checksum(bytes) == bitByBit(bytes))
        }
    }

    private func bitByBit(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc % 2 == 1 ? crc / 2 ^ 0xEDB8_8320 : crc / 2 }
        }
        return crc ^ 0xFFFF_FFFF
    }
}
