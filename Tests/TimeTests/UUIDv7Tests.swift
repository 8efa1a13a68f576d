import Testing
import Time

@Suite("A UUID of version 7")
struct UUIDv7Tests {
    /// The example of RFC 9562, appendix A.6.
    static let example = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"

    @Test("is the one of RFC 9562's example")
    func matchesTheStandard() throws {
        let moment = try #require(Instant(iso8601: "2022-02-22T14:22:22-05:00"))
        let made = UUIDv7(at: moment, random: (hi: 0xCC3, lo: 0x18C4_DC0C_0C07_398F))
        #expect(made.description == Self.example)
        #expect(made.instant == moment)
        #expect(UUIDv7(Self.example) == made)
        #expect(UUIDv7("017F22E2-79B0-7CC3-98C4-DC0C0C07398F") == made)
    }

    @Test("uses no more random bits than it has room for")
    func masksRandomBits() {
        let made = UUIDv7(at: Instant(milliseconds: 0), random: (hi: .max, lo: .max))
        #expect(made.description == "00000000-0000-7fff-bfff-ffffffffffff")
    }

    @Test(
        "before 1970 or beyond 48 bits has the nearest moment that fits",
        arguments: [(Int64.min, Int64(0)), (-1, 0), (.max, 0xFFFF_FFFF_FFFF)])
    func clamps(milliseconds: Int64, fitting: Int64) {
        #expect(UUIDv7.make(at: Instant(milliseconds: milliseconds)).instant.milliseconds == fitting)
    }

    @Test(
        "is refused for other versions, variants and shapes",
        arguments: [
            "", "017f22e279b07cc398c4dc0c0c07398f", "017f22e2-79b0-4cc3-98c4-dc0c0c07398f",
            "017f22e2-79b0-7cc3-18c4-dc0c0c07398f", "017f22e2-79b0-7cc3-d8c4-dc0c0c07398f",
            "017f22e2-79b0-7cc3-98c4-dc0c0c07398", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0",
            "017f22e2-79b0-7cc3-98c4-dc0c0c07398g", "017f22e27-9b0-7cc3-98c4-dc0c0c07398f",
            "{17f22e2-79b0-7cc3-98c4-dc0c0c07398}", "017f22e2-79b0-7cc3-98c4-dc0c0c0739é",
            "00000000-0000-0000-0000-000000000000",
        ])
    func refuses(text: String) {
        #expect(UUIDv7(text) == nil)
    }

    @Test("sorts by its moment, as a value and as text")
    func sorts() {
        let made = (0..<100).map { UUIDv7.make(at: Instant(milliseconds: 1_700_000_000_000 + $0 * 977)) }
        #expect(made.shuffled().sorted() == made)
        #expect(made.map(\.description).shuffled().sorted() == made.map(\.description))
    }

    @Test("does not come twice, and reads back")
    func isUnique() {
        let moment = Instant(milliseconds: 1_795_230_245_678)
        let made = (0..<10_000).map { _ in UUIDv7.make(at: moment) }
        #expect(Set(made).count == made.count)
        #expect(made.allSatisfy { UUIDv7($0.description) == $0 && $0.instant == moment })
    }

    @Test("follows from its generator")
    func followsFromTheGenerator() {
        struct Counter: RandomNumberGenerator {
            var last: UInt64 = 0
            mutating func next() -> UInt64 {
                last += 1
                return last
            }
        }
        var generator = Counter()
        let made = UUIDv7(at: Instant(milliseconds: 1), using: &generator)
        #expect(made.description == "00000000-0001-7001-8000-000000000002")
    }
}
