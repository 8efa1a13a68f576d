/// The checksum used by Ethernet, zip and `x-amz-crc32` (polynomial 0x04C11DB7, reflected).
public enum CRC32 {
    /// Returns the checksum of the bytes; 0 if there are none.
    public static func checksum(_ bytes: [UInt8]) -> UInt32 {
        bytes.withUnsafeBytes { input in
            tables.withUnsafeBufferPointer { table in
                checksum(input, table)
            }
        }
    }

    /// Processes eight bytes at a time, with one table for each position.
    private static func checksum(_ input: UnsafeRawBufferPointer, _ table: UnsafeBufferPointer<UInt32>) -> UInt32 {
        var crc: UInt32 = 0xFFFF_FFFF
        let whole = input.count & ~7
        for index in stride(from: 0, to: whole, by: 8) {
            let word = UInt64(littleEndian: input.loadUnaligned(fromByteOffset: index, as: UInt64.self)) ^ UInt64(crc)
            crc = table[7 << 8 | Int(word & 0xFF)] ^ table[6 << 8 | Int(word >> 8 & 0xFF)]
            crc ^= table[5 << 8 | Int(word >> 16 & 0xFF)] ^ table[4 << 8 | Int(word >> 24 & 0xFF)]
            crc ^= table[3 << 8 | Int(word >> 32 & 0xFF)] ^ table[2 << 8 | Int(word >> 40 & 0xFF)]
            crc ^= table[1 << 8 | Int(word >> 48 & 0xFF)] ^ table[Int(word >> 56)]
        }
        for index in whole..<input.count {
            crc = crc >> 8 ^ table[Int((crc ^ UInt32(input[index])) & 0xFF)]
        }
        return ~crc
    }

    /// Eight tables of 256 entries, one after the other: table n has the effect of a byte that n more bytes follow.
    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 8 * 256)
        for byte in 0..<256 {
            tables[byte] = (0..<8).reduce(UInt32(byte)) { crc, _ in crc >> 1 ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        for index in 256..<tables.count {
            let previous = tables[index - 256]
            tables[index] = previous >> 8 ^ tables[Int(previous & 0xFF)]
        }
        return tables
    }()
}
