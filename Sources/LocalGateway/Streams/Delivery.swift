import Time

/// The state of a batch's delivery: the next step, and the consequences of each outcome.
struct Delivery {
    /// A mapping's settings for failures.
    struct Rules: Equatable {
        /// How often a batch is retried; nil for until its records are too old.
        var retries: Int?
        var bisects = false
        /// The age in seconds at which a record is given up; nil for never.
        var maximumAge: Int?
    }

    /// The service's name for the reason that records were given up.
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
    /// The parts that are not finished, in the order of the records.
    private var parts: [Part]
    private var failuresInARow = 0

    init(of created: [Instant], _ rules: Rules) {
        self.rules = rules
        self.created = created
        parts = created.isEmpty ? [] : [Part(range: created.indices)]
    }

    /// The number of records at the beginning that are finished.
    var finished: Int { parts.first?.range.lowerBound ?? created.count }

    /// The pause in seconds before the next step, which grows with each failure.
    var pause: Double {
        guard failuresInARow > 0, !parts.isEmpty else { return 0 }
        return min(Self.longestPause, Self.firstPause * Double(1 << min(failuresInARow - 1, 20)))
    }

    /// Returns the next step; records to be given up count as finished from then on.
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

    /// Updates the state with the outcome of a call.
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
        // The function was not called, so it doesn't count as a try.
        case .throttled: break
        }
    }

    /// Makes a batch of the unfinished records.
    ///
    /// With bisecting, that counts as a split instead of a try.
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
