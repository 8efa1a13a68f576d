import JSON

/// The outcome of a call with a batch.
enum BatchAnswer: Equatable {
    /// All records are finished.
    case done
    /// Records before the index are finished, the others are not.
    case failed(from: Int)
    /// The call failed, and no record is finished.
    case error
    /// The function was not called, because too many calls were running.
    case throttled

    /// Parses the answer of a function that reports which records failed.
    ///
    /// No list or an empty one means none; an entry that is not a record of the batch means all.
    static func report(_ payload: [UInt8], sequences: [String]) -> BatchAnswer {
        guard !payload.isEmpty else { return .done }
        guard let root = try? JSONDocument(parsing: payload).root else { return .error }
        if root.isNull || root.string == "" { return .done }
        guard root.kind == .object else { return .error }
        guard let list = root["batchItemFailures"], !list.isNull else { return .done }
        guard let failures = list.array else { return .error }
        var first = sequences.count
        for failure in failures {
            guard let name = failure["itemIdentifier"]?.string, let place = sequences.firstIndex(of: name) else {
                return .failed(from: 0)
            }
            first = min(first, place)
        }
        return first < sequences.count ? .failed(from: first) : .done
    }

    init(_ outcome: FunctionPool.Outcome, reporting: Bool, sequences: [String]) {
        switch outcome {
        case .answer(let payload): self = reporting ? Self.report(payload, sequences: sequences) : .done
        case .failed, .timedOut: self = .error
        case .throttled: self = .throttled
        }
    }
}
