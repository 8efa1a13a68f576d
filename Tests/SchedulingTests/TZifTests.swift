import Foundation
import Scheduling
import Testing
import Time

@Suite("A zone file")
struct TZifTests {
    /// A valid file with something of everything.
    static let full: TZifSample = {
        var sample = TZifSample()
        sample.version = UInt8(ascii: "4")
        sample.transitions = [(-4_000_000_000, 1), (0, 2), (5_000_000_000, 1)]
        sample.types = [(-21_036, 0, 0), (-21_600, 0, 4), (-18_000, 1, 8)]
        sample.names = "LMT\0CST\0CDT\0"
        sample.leapSeconds = [(78_796_800, 1), (94_694_401, 2)]
        sample.indicators = 3
        sample.footer = "\nCST6CDT,M3.2.0,M11.1.0\n"
        return sample
    }()

    static func damage(_ change: (inout TZifSample) -> Void) -> String? {
        var sample = full
        change(&sample)
        do throws(SchedulingError) {
            _ = try Zone(name: "Sample", bytes: sample.bytes)
            return nil
        } catch {
            guard case .damagedZone("Sample", let detail) = error else { return "\(error)" }
            return detail
        }
    }

    @Test("of every version is read, its 64-bit block first, its leap seconds ignored")
    func versions() throws {
        for version in Array("234".utf8) {
            var sample = Self.full
            sample.version = version
            let zone = try Zone(name: "Sample", bytes: sample.bytes)
            let offsets = [-4_000_000_001, -4_000_000_000, 0, 4_999_999_999].map {
                zone.offset(at: Instant(seconds: $0))
            }
            #expect(offsets == [-21_036, -21_600, -18_000, -18_000])
        }
        var sample = Self.full
        sample.version = 0
        sample.transitions = [(-2_000_000_000, 1), (0, 2)]
        let zone = try Zone(name: "Sample", bytes: sample.bytes)
        #expect(
            [-2_000_000_001, -1, 9_000_000_000].map { zone.offset(at: Instant(seconds: $0)) } == [
                -21_036, -21_600, -18_000,
            ])
    }

    @Test("that contradicts itself is damaged, and says why")
    func contradictions() {
        #expect(Self.damage { _ in } == nil)
        #expect(Self.damage { $0.version = UInt8(ascii: "5") } == "its version is unknown")
        #expect(Self.damage { $0.version = 1 } == "its version is unknown")
        #expect(Self.damage { $0.transitions[2].time = 0 } == "its transitions are not in ascending order")
        #expect(Self.damage { $0.transitions[0].time = .min + 1 } == "a transition is too far away")
        #expect(Self.damage { $0.transitions[2].time = .max } == "a transition is too far away")
        #expect(Self.damage { $0.transitions[1].type = 3 } == "a transition has an unknown local time type")
        #expect(Self.damage { $0.types[1].offset = .min } == "a local time type is out of range")
        #expect(Self.damage { $0.types[1].offset = 93_600 } == "a local time type is out of range")
        #expect(Self.damage { $0.types[1].isDaylightSaving = 2 } == "a local time type is out of range")
        #expect(Self.damage { $0.types[1].name = 12 } == "an abbreviation does not end")
        #expect(Self.damage { $0.names = "LMT\0CST\0CDT" } == "an abbreviation does not end")
        #expect(Self.damage { $0.names = String(repeating: "A", count: 99) + "\0" } == "an abbreviation does not end")
        #expect(Self.damage { $0.leapSeconds[1].time = 1 } == "its leap seconds are not in ascending order")
        #expect(Self.damage { $0.indicators = 2 } == "its indicators do not match its local time types")
        #expect(Self.damage { $0.footer = "CST6\n" } == "its footer does not begin")
        #expect(Self.damage { $0.footer = "\nCST6" } == "it ends too early")
        #expect(
            Self.damage {
                $0.types = []; $0.transitions = []; $0.indicators = 0
            } == "it has no local time type, or too many")
        #expect(Self.damage { $0.footer += String(repeating: "x", count: 1 << 20) } == "it is too large")
    }

    @Test("with a count far beyond its end is damaged, without memory for what is not there", arguments: 0..<6)
    func falseCounts(index: Int) {
        for value in [UInt32.max, 0x8000_0000, 0x7FFF_FFFF, 0x0100_0000, 1000] {
            #expect(Self.damage { $0.falseCount = (index, value) } != nil)
        }
    }

    @Test("that ends early is damaged, wherever it ends")
    func truncated() throws {
        let bytes = Self.full.bytes
        for count in 0..<bytes.count {
            #expect(throws: SchedulingError.self) { try Zone(name: "Sample", bytes: Array(bytes.prefix(count))) }
        }
        _ = try Zone(name: "Sample", bytes: bytes)
    }

    @Test(
        "with bytes changed at random is either damaged or a zone that answers",
        arguments: ["America/Chicago", "Asia/Gaza", "UTC"])
    func noise(name: String) throws {
        let original = Array(try Data(contentsOf: URL(filePath: "\(systemFolder)/\(name)")))
        var noise = Noise(state: 1)
        let moments = [Int64.min, -4_000_000_000_000, 0, 1_795_230_245_678, 9_000_000_000_000, .max].map {
            Instant(milliseconds: $0)
        }
        var damaged = 0
        for _ in 0..<2_000 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...4, using: &noise) {
                bytes[Int.random(in: bytes.indices, using: &noise)] = noise.next()
            }
            guard let zone = try? Zone(name: name, bytes: bytes) else {
                damaged += 1
                continue
            }
            for moment in moments {
                #expect(-89_999...93_599 ~= zone.offset(at: moment))
                _ = zone.instant(of: zone.civil(at: moment))
            }
        }
        #expect(0 < damaged && damaged < 2_000)
    }
}

/// A generator with the same numbers in every run.
struct Noise: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}
