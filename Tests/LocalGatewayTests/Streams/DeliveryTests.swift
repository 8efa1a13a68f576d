import Testing
import Time

@testable import LocalGateway

/// Calls, retries, splitting and giving up of batches.
struct DeliveryTests {
    private static let now = Instant(seconds: 1_000_000)

    /// Returns the steps for four records until all are finished, with outcomes from the closure.
    private static func steps(
        _ rules: Delivery.Rules, ages: [Int] = [0, 0, 0, 0], _ answer: (Range<Int>) -> BatchAnswer
    ) -> [Delivery.Step] {
        var delivery = Delivery(of: ages.map { now.adding(seconds: -$0) }, rules)
        var steps: [Delivery.Step] = []
        while steps.count < 50 {
            let step = delivery.next(at: now)
            steps.append(step)
            if step == .done { break }
            if case .call(let range) = step { delivery.take(answer(range)) }
        }
        return steps
    }

    @Test("a batch that goes well is called with once")
    func goesWell() {
        #expect(Self.steps(.init(retries: 0)) { _ in .done } == [.call(0..<4), .done])
    }

    @Test("a batch without records is done with")
    func empty() {
        #expect(Self.steps(.init(), ages: []) { _ in .error } == [.done])
    }

    @Test("a batch that fails is tried again so often, and then given up")
    func givesUp() {
        let steps = Self.steps(.init(retries: 2)) { _ in .error }
        #expect(
            steps == [.call(0..<4), .call(0..<4), .call(0..<4), .giveUp(0..<4, .retriesExhausted, calls: 3), .done])
    }

    @Test("without a bound, a batch that fails is tried again and again")
    func neverGivesUp() {
        let steps = Self.steps(.init()) { _ in .error }
        #expect(steps == Array(repeating: .call(0..<4), count: 50))
    }

    @Test("halves of a batch are tried before anything is given up, which is no further try")
    func bisects() {
        let steps = Self.steps(.init(retries: 1, bisects: true)) { $0.contains(2) ? .error : .done }
        #expect(
            steps == [
                .call(0..<4), .call(0..<2), .call(2..<4), .call(2..<3), .call(2..<3),
                .giveUp(2..<3, .retriesExhausted, calls: 2), .call(3..<4), .done,
            ])
    }

    @Test("after a partial failure only the rest is tried again")
    func keepsRest() {
        let steps = Self.steps(.init(retries: 2)) { range in
            range.contains(2) ? .failed(from: 2 - range.lowerBound) : .done
        }
        #expect(
            steps == [
                .call(0..<4), .call(2..<4), .call(2..<4), .giveUp(2..<4, .retriesExhausted, calls: 3), .done,
            ])
    }

    @Test("with halving, a partial failure cuts where the function says")
    func bisectsAtFailure() {
        let steps = Self.steps(.init(retries: 0, bisects: true)) { range in
            range.contains(1) ? .failed(from: 1 - range.lowerBound) : .done
        }
        #expect(
            steps == [
                .call(0..<4), .call(1..<4), .call(1..<2), .giveUp(1..<2, .retriesExhausted, calls: 1), .call(2..<4),
                .done,
            ])
    }

    @Test("records that are too old are given up, those behind them are not")
    func givesUpOldOnes() {
        let steps = Self.steps(.init(maximumAge: 60), ages: [90, 61, 60, 0]) { _ in .done }
        #expect(steps == [.giveUp(0..<2, .tooOld, calls: 0), .call(2..<4), .done])
    }

    @Test("a call that was throttled is no try")
    func throttled() {
        var answers: [BatchAnswer] = [.throttled, .throttled, .error, .throttled]
        let steps = Self.steps(.init(retries: 0)) { _ in answers.removeFirst() }
        #expect(
            steps == [.call(0..<4), .call(0..<4), .call(0..<4), .giveUp(0..<4, .retriesExhausted, calls: 1), .done])
    }

    @Test("pauses double from failure to failure up to ten seconds, and there is none behind what went well")
    func pauses() {
        var delivery = Delivery(of: [Self.now, Self.now], .init())
        #expect(delivery.pause == 0)
        var pauses: [Double] = []
        for _ in 0..<9 {
            delivery.take(.error)
            pauses.append(delivery.pause)
        }
        #expect(pauses == [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10, 10])
        #expect(delivery.finished == 0)
        delivery.take(.failed(from: 1))
        #expect(delivery.finished == 1)
        delivery.take(.done)
        #expect(delivery.pause == 0)
        #expect(delivery.finished == 2)
    }

    @Test(
        "a report names the first record that failed",
        arguments: [
            (#"{"batchItemFailures": []}"#, BatchAnswer.done), (#"{"batchItemFailures": null}"#, .done), ("{}", .done),
            ("null", .done), ("", .done), (#""""#, .done),
            (#"{"batchItemFailures": [{"itemIdentifier": "12"}]}"#, .failed(from: 1)),
            (#"{"batchItemFailures": [{"itemIdentifier": "13"}, {"itemIdentifier": "12"}]}"#, .failed(from: 1)),
            (#"{"batchItemFailures": [{"itemIdentifier": ""}]}"#, .failed(from: 0)),
            (#"{"batchItemFailures": [{"itemIdentifier": null}]}"#, .failed(from: 0)),
            (#"{"batchItemFailures": [{"itemIdentifier": "13"}, {"itemIdentifier": "99"}]}"#, .failed(from: 0)),
            (#"{"batchItemFailures": [{"item": "12"}]}"#, .failed(from: 0)),
            (#"{"batchItemFailures": "12"}"#, .error), (#""yes""#, .error), ("{", .error),
        ])
    func report(_ payload: String, _ answer: BatchAnswer) {
        #expect(BatchAnswer.report(Array(payload.utf8), sequences: ["11", "12", "13"]) == answer)
    }

    @Test("a function that does not report has failed only when its call has")
    func outcomes() {
        let report = Array(#"{"batchItemFailures": [{"itemIdentifier": "11"}]}"#.utf8)
        let outcomes: [(FunctionPool.Outcome, BatchAnswer)] = [
            (.answer(report), .done), (.failed, .error), (.timedOut, .error), (.throttled, .throttled),
        ]
        for (outcome, answer) in outcomes {
            #expect(BatchAnswer(outcome, reporting: false, sequences: ["11"]) == answer)
        }
        #expect(BatchAnswer(.answer(report), reporting: true, sequences: ["11"]) == .failed(from: 0))
    }
}
