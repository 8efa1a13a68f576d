/// An identifier of RFC 9562, version 7, which sorts by the time of its creation.
///
/// Identifiers of the same millisecond sort at random.
public struct UUIDv7: Hashable, Sendable {
    /// 48 bits of milliseconds, 4 of the version, 12 random bits.
    private let high: UInt64
    /// 2 bits of the variant, 62 random bits.
    private let low: UInt64

    /// Creates an identifier from a moment and random bits, of which the lower 12 of `hi` and 62 of `lo` are used.
    ///
    /// A moment before 1970, or after the year 10889 where 48 bits end, becomes the nearest one that fits.
    public init(at instant: Instant, random: (hi: UInt16, lo: UInt64)) {
        let milliseconds = UInt64(min(max(instant.milliseconds, 0), 0xFFFF_FFFF_FFFF))
        high = milliseconds << 16 | 0x7000 | UInt64(random.hi & 0xFFF)
        low = 0x8000_0000_0000_0000 | random.lo & 0x3FFF_FFFF_FFFF_FFFF
    }

    /// Creates an identifier from a moment and a generator's random bits.
    public init(at instant: Instant, using generator: inout some RandomNumberGenerator) {
        self.init(at: instant, random: (hi: generator.next(), lo: generator.next()))
    }

    /// Returns a new identifier from a moment and the system's random bits.
    public static func make(at instant: Instant) -> UUIDv7 {
        var generator = SystemRandomNumberGenerator()
        return UUIDv7(at: instant, using: &generator)
    }

    /// Reads the text of 36 characters, in either case; nil for other forms, versions or variants.
    public init?(_ text: String) {
        guard let (high, low) = Self.words(of: text) else { return nil }
        guard high >> 12 & 0xF == 7, low >> 62 == 0b10 else { return nil }
        self.high = high
        self.low = low
    }

    /// The moment of its creation, according to its creator.
    public var instant: Instant {
        Instant(milliseconds: Int64(high >> 16))
    }
}

extension UUIDv7: Comparable {
    public static func < (one: UUIDv7, other: UUIDv7) -> Bool {
        (one.high, one.low) < (other.high, other.low)
    }
}

extension UUIDv7: CustomStringConvertible {
    private static let length = 36

    /// The canonical text: 36 characters in lower case.
    public var description: String {
        String(unsafeUninitializedCapacity: Self.length) { buffer in
            var rest = (high: high, low: low)
            for index in 0..<Self.length {
                guard !Self.isDash(index) else {
                    buffer[index] = UInt8(ascii: "-")
                    continue
                }
                let digit = UInt8(rest.high >> 60)
                buffer[index] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
                rest = (rest.high << 4 | rest.low >> 60, rest.low << 4)
            }
            return Self.length
        }
    }

    private static func words(of text: String) -> (high: UInt64, low: UInt64)? {
        guard text.utf8.count == length else { return nil }
        var words: (high: UInt64, low: UInt64) = (0, 0)
        for (index, byte) in text.utf8.enumerated() {
            if isDash(index) {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                guard let digit = hexadecimalDigit(byte) else { return nil }
                words = (words.high << 4 | words.low >> 60, words.low << 4 | digit)
            }
        }
        return words
    }

    private static func isDash(_ index: Int) -> Bool {
        index == 8 || index == 13 || index == 18 || index == 23
    }

    private static func hexadecimalDigit(_ byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
