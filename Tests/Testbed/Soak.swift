import Foundation

/// How long the long runs are: in `make test` as short as they say something, in `make soak` many times that.
public enum Soak {
    /// How many times the usual length; SOAK says.
    public static let factor = max(1, environment["SOAK"].flatMap { Int($0) } ?? 1)

    /// For how many seconds a crowd races; RACE_SECONDS says, where it is not soaked.
    public static let raceSeconds = factor > 1 ? 120 : environment["RACE_SECONDS"].flatMap { Double($0) } ?? 8

    /// Where random numbers begin: always the same in `make test`, SEED in `make soak`.
    public static let seed = environment["SEED"].flatMap { UInt64($0) } ?? 20_261_121

    /// That many seeds, and more of them in a longer run.
    public static func seeds(_ count: Int) -> [UInt64] {
        (0..<UInt64(count * factor)).map { seed &+ $0 }
    }

    private static let environment = ProcessInfo.processInfo.environment
}

/// Random numbers that are the same for every run with the same seed (SplitMix64, by Steele, Lea and Flood).
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
