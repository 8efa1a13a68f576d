import Time

/// How a batch gets to its function: what to do next, and what follows from what came of it.
struct Delivery {
    /// What a mapping says about failures.
    struct Rules: Equatable {
        /// How often a batch is tried again; nil for as long as its records are young enough.
        var retries: Int?
        var bisects = false
        /// After how many seconds a record is given up; nil for never.
        var maximumAge: Int?
    }

    /// Why records were given up, in the service's words.
    enum Condition: String {
        case retriesExhausted = "RetryAttemptsExhausted"
        case tooOld = "RecordAgeExceeded"
    }

    enum Step: Equatable {
        case call(Range<Int>)
        case giveUp(Range<Int>, Condition, calls: Int)
        case done
    }

    private struct Part {
        var range: Range<Int>
        var calls = 0
        var failures = 0
    }

    private static let firstPause = 0.1
    private static let longestPause = 10.0

    private let rules: Rules
    private let created: [Instant]
    /// What is still to be done, in the records' order.
    private var parts: [Part]
    private var failuresInARow = 0

    init(of created: [Instant], _ rules: Rules) {
        self.rules = rules
        self.created = created
        parts = created.isEmpty ? [] : [Part(range: created.indices)]
    }

    /// How many records, from the first on, are done with.
    var finished: Int { parts.first?.range.lowerBound ?? created.count }

    /// For how many seconds to wait before the next step: longer after each failure.
    var pause: Double {
        guard failuresInARow > 0, !parts.isEmpty else { return 0 }
        return min(Self.longestPause, Self.firstPause * Double(1 << min(failuresInARow - 1, 20)))
    }

    /// What to do next; what is to be given up counts as done from then on.
    mutating func next(at now: Instant) -> Step {
        guard let part = parts.first else { return .done }
        if let age = rules.maximumAge {
            let old = part.range.prefix { created[$0].seconds(until: now) > age }
            if !old.isEmpty { return giveUp(old.startIndex..<old.endIndex, .tooOld, part) }
        }
        if let retries = rules.retries, part.failures > retries { return giveUp(part.range, .retriesExhausted, part) }
        return .call(part.range)
    }

    private mutating func giveUp(_ range: Range<Int>, _ condition: Condition, _ part: Part) -> Step {
        parts[0].range = range.upperBound..<part.range.upperBound
        if parts[0].range.isEmpty { parts.removeFirst() }
        return .giveUp(range, condition, calls: part.calls)
    }

    /// Takes what came of the call.
    mutating func take(_ answer: BatchAnswer) {
        guard !parts.isEmpty else { return }
        failuresInARow += 1
        if answer != .throttled { parts[0].calls += 1 }
        switch answer {
        case .done:
            failuresInARow = 0
            parts.removeFirst()
        case .failed(let place) where place > 0: keepRest(from: place)
        case .failed, .error: fail()
        // The function has not seen it: that is no try.
        case .throttled: break
        }
    }

    /// What is left is a batch of its own.
    ///
    /// With halving on, that was a cut, which is no try.
    private mutating func keepRest(from place: Int) {
        let part = parts[0]
        let rest = (part.range.lowerBound + place)..<part.range.upperBound
        parts[0] = Part(range: rest, calls: part.calls, failures: rules.bisects ? 0 : 1)
    }

    private mutating func fail() {
        let range = parts[0].range
        guard rules.bisects, range.count > 1 else {
            parts[0].failures += 1
            return
        }
        let middle = range.lowerBound + range.count / 2
        parts.replaceSubrange(
            0..<1, with: [Part(range: range.lowerBound..<middle), Part(range: middle..<range.upperBound)])
    }
}
