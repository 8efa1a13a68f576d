import Foundation
import FuzzTargets
import Testbed
import Testing

@Suite("Inputs that no client of good will sends")
struct SeedTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fuzz/Seeds")

    private static func seeds(_ target: FuzzTarget) throws -> [[UInt8]] {
        let files = try FileManager.default.contentsOfDirectory(
            at: folder.appending(path: target.rawValue), includingPropertiesForKeys: nil)
        return try files.sorted { $0.path < $1.path }.map { Array(try Data(contentsOf: $0)) }
    }

    @Test("every seed, and what fuzzing has found before, is survived", arguments: FuzzTarget.allCases)
    func seeds(target: FuzzTarget) throws {
        let seeds = try Self.seeds(target)
        #expect(!seeds.isEmpty)
        for seed in seeds { target.run(seed) }
    }

    @Test("seeds that are changed at random are survived", arguments: FuzzTarget.allCases)
    func mutations(target: FuzzTarget) throws {
        let seeds = try Self.seeds(target)
        var random = SeededGenerator(seed: Soak.seed)
        for _ in 0..<(1_500 * Soak.factor) {
            target.run(Self.mutated(seeds[Int.random(in: 0..<seeds.count, using: &random)], seeds, &random))
        }
    }

    /// A seed with a few bytes changed, left out, repeated, or taken from another one.
    private static func mutated(
        _ seed: [UInt8], _ seeds: [[UInt8]], _ random: inout SeededGenerator
    ) -> [UInt8] {
        var input = seed
        for _ in 0..<Int.random(in: 1...4, using: &random) where !input.isEmpty {
            let place = Int.random(in: 0..<input.count, using: &random)
            let end = min(input.count, place + Int.random(in: 1...16, using: &random))
            switch Int.random(in: 0..<5, using: &random) {
            case 0: input[place] = UInt8.random(in: 0...255, using: &random)
            case 1: input.removeSubrange(place..<end)
            case 2: input.insert(contentsOf: Array(input[place..<end]), at: place)
            case 3: input[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            default:
                let other = seeds[Int.random(in: 0..<seeds.count, using: &random)]
                input.replaceSubrange(place..<end, with: other.dropFirst(place).prefix(24))
            }
        }
        return input
    }
}
