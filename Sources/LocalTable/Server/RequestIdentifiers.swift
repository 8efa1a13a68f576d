import Synchronization

/// Request identifiers in the service's form: 52 unique letters and digits.
///
/// The system is asked for random bits only once, because each call would cost more than the identifier.
final class RequestIdentifiers: Sendable {
    private static let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUV".utf8)
    private static let length = 52
    private static let stride: UInt64 = 0x9E37_79B9_7F4A_7C15

    private let state: Atomic<UInt64>
    private let seed = UInt64.random(in: .min ... .max)

    init() {
        state = Atomic(UInt64.random(in: .min ... .max))
    }

    func next() -> String {
        // Five words of 12 digits each; every identifier uses its own part of the sequence.
        var position = state.wrappingAdd(Self.stride &* 5, ordering: .relaxed).newValue
        return String(unsafeUninitializedCapacity: Self.length) { text in
            var word: UInt64 = 0
            for index in 0..<Self.length {
                if index.isMultiple(of: 12) {
                    position &+= Self.stride
                    word = Self.mixed(position ^ seed)
                }
                text[index] = Self.digits[Int(word & 31)]
                word >>= 5
            }
            return Self.length
        }
    }

    /// Mixes a word with SplitMix64's finalizer, so that consecutive inputs give dissimilar results.
    private static func mixed(_ word: UInt64) -> UInt64 {
        var word = word
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }
}
