import JSON

/// The bytes of a text, as a document comes in.
func bytes(_ text: String) -> [UInt8] {
    Array(text.utf8)
}

/// The bytes as text, to compare with what is expected and to read when a test fails.
func text(_ bytes: [UInt8]) -> String {
    String(decoding: bytes, as: UTF8.self)
}

/// The root of a document that is known to be JSON.
func node(_ text: String) throws -> JSONNode {
    try JSONDocument(parsing: bytes(text)).root
}

/// Random numbers that are the same for every run with the same seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
