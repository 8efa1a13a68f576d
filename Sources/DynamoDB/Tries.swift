/// The effect of executing an operation twice.
enum Effect {
    /// Nothing changes, as with the first execution.
    case reading
    /// The same as executing it once.
    case repeatable
    /// Possibly different from executing it once, so it is not retried when an attempt may have reached the table.
    case single
}

/// The attempts of one operation: how often it failed, and whether one of them may have been carried out.
struct Tries {
    private let effect: Effect
    private(set) var failed = 0
    private var mayHaveActed = false
    private var hasSpentItsOnce = false

    init(of effect: Effect) {
        self.effect = effect
    }

    /// Records a failed attempt; returns true if a retry could succeed and does no harm.
    mutating func allowAnother(after recovery: Verdict.Recovery) -> Bool {
        failed += 1
        switch recovery {
        case .none:
            return false
        case .always:
            return true
        case .once:
            defer { hasSpentItsOnce = true }
            return !hasSpentItsOnce
        case .ifHarmless:
            mayHaveActed = true
            return effect != .single
        case .inVain:
            mayHaveActed = true
            return false
        }
    }

    /// Returns the error to report after the last attempt.
    ///
    /// A write whose answer was lost once stays uncertain, whatever prevented the later attempts; only the service's
    /// answer to the write itself decides it.
    func outcome(_ error: DynamoDBError) -> DynamoDBError {
        guard mayHaveActed, effect != .reading else { return error }
        switch error {
        case .contention, .throttled, .unavailable, .unreadableAnswer, .denied, .noCredentials:
            return .outcomeUnknown(detail: "\(error)")
        default:
            return error
        }
    }
}
