import Foundation

/// The length of long-running tests: as short as useful in `make test`, many times that in `make soak`.
public enum Soak {
    /// The multiple of the usual length, from SOAK.
    public static let factor = max(1, environment["SOAK"].flatMap { Int($0) } ?? 1)

    /// The length of a race in seconds: fixed in a soak, otherwise from RACE_SECONDS.
    public static let raceSeconds = factor > 1 ? 120 : environment["RACE_SECONDS"].flatMap { Double($0) } ?? 8

    /// The first random seed: fixed in `make test`, SEED in `make soak`.
    public static let seed = environment["SEED"].flatMap { UInt64($0) } ?? 20_261_121

    /// Returns that many seeds, multiplied in a longer run.
    public static func seeds(_ count: Int) -> [UInt64] {
        (0..<UInt64(count * factor)).map { seed &+ $0 }
    }

    private static let environment = ProcessInfo.processInfo.environment
}

/// A generator whose numbers depend only on the seed (SplitMix64, by Steele, Lea and Flood).
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    public init(seed: UInt64) {
        state = seed
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
