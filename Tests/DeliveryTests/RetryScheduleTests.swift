import Testbed
import Testing

@testable import Delivery

@Suite("When an effect is tried again")
struct RetryScheduleTests {
    private let schedule = RetrySchedule()
    private let hour = 3_600_000

    @Test(
        "the pause doubles from a minute to an hour, and is shortened by half at most",
        arguments: [
            (0, 60), (1, 60), (2, 120), (3, 240), (6, 1_920), (7, 3_600), (8, 3_600), (47, 3_600), (.max, 3_600),
        ])
    func pauses(attempts: Int, seconds: Int) throws {
        var random = SeededGenerator(seed: 1)
        let pauses = (0..<500).map { _ in schedule.pause(afterTry: attempts, random: &random) }
        let (least, greatest) = (try #require(pauses.min()), try #require(pauses.max()))
        #expect((seconds * 500..<seconds * 510).contains(least))
        #expect((seconds * 990...seconds * 1_000).contains(greatest))
    }

    @Test("what passes by itself is tried again for a day at least and two at most, and then given up")
    func bounds() {
        for seed in Soak.seeds(50) {
            var random = SeededGenerator(seed: seed)
            var (attempts, waited) = (1, 0)
            while case .later(let pause, let next) = schedule.aftermath(
                of: .passing, afterTry: attempts, random: &random)
            {
                #expect(next == attempts)
                (attempts, waited) = (attempts + 1, waited + pause)
            }
            #expect(attempts == schedule.tries)
            #expect((24 * hour...48 * hour).contains(waited), "\(waited / hour) hours")
        }
    }

    @Test("what is in vain is given up at once", arguments: [1, 5, 48])
    func final(attempts: Int) {
        var random = SeededGenerator(seed: 1)
        #expect(schedule.aftermath(of: .final, afterTry: attempts, random: &random) == .givenUp)
    }

    @Test(
        "what is ours to mend is tried every ten minutes for ever, and no such try counts", arguments: [1, 48, 1_000])
    func ours(attempts: Int) {
        var random = SeededGenerator(seed: 1)
        guard
            case .later(let pause, let counted) = schedule.aftermath(
                of: .ours, afterTry: attempts, random: &random)
        else {
            Issue.record("it was given up")
            return
        }
        #expect((300_000...600_000).contains(pause))
        #expect(counted == attempts - 1)
    }
}
