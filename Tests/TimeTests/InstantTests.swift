import Testing
import Time

@Suite("A moment")
struct InstantTests {
    static let start = Instant(milliseconds: 1_795_230_245_678)

    @Test("moves by milliseconds, seconds, minutes and hours, forward and back")
    func moves() {
        #expect(Self.start.adding(milliseconds: 322) == Instant(seconds: 1_795_230_246))
        #expect(Self.start.adding(seconds: -5).milliseconds == 1_795_230_240_678)
        #expect(Self.start.adding(minutes: 2).milliseconds == 1_795_230_365_678)
        #expect(Self.start.adding(hours: -1).milliseconds == 1_795_226_645_678)
    }

    @Test("stops at the ends of its range instead of trapping")
    func saturates() {
        let first = Instant(milliseconds: .min)
        let last = Instant(milliseconds: .max)
        #expect(Instant(seconds: .max) == last)
        #expect(Instant(seconds: .min) == first)
        #expect(last.adding(milliseconds: 1) == last)
        #expect(first.adding(milliseconds: -1) == first)
        #expect(Self.start.adding(minutes: .max) == last)
        #expect(Self.start.adding(hours: .min) == first)
        #expect(first.milliseconds(until: last) == .max)
        #expect(last.milliseconds(until: first) == .min)
    }

    @Test(
        "counts whole seconds towards zero between two moments",
        arguments: [(2_000, 2), (2_999, 2), (999, 0), (-999, 0), (-1_000, -1), (-2_999, -2)])
    func secondsUntil(milliseconds: Int, seconds: Int) {
        #expect(Self.start.seconds(until: Self.start.adding(milliseconds: milliseconds)) == seconds)
    }

    @Test("rounds down to seconds since 1970", arguments: [(1_999, 1), (0, 0), (-1, -1), (-1_000, -1), (-1_001, -2)])
    func seconds(milliseconds: Int64, seconds: Int64) {
        #expect(Instant(milliseconds: milliseconds).seconds == seconds)
    }

    @Test("read from the clock lies after this code was written and does not run backwards")
    func now() throws {
        let written = try #require(Instant(iso8601: "2025-01-01T00:00:00Z"))
        let one = Instant.now
        #expect(one > written)
        #expect(Instant.now >= one)
    }
}
