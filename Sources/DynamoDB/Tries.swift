/// What an operation does to the table when it is carried out twice.
enum Effect {
    /// Nothing, as it did once.
    case reading
    /// The same as once.
    case repeatable
    /// Perhaps something else than once, so that it is not sent again when a try may have reached the table.
    case single
}

/// One operation while it is tried: how often it failed, and whether one of its tries may have been carried out.
struct Tries {
    private let effect: Effect
    private(set) var failed = 0
    private var mayHaveActed = false
    private var hasSpentItsOnce = false

    init(of effect: Effect) {
        self.effect = effect
    }

    /// Takes note of a failed try; true when another one could mend it and does no harm.
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

    /// What to report when the last try failed like this.
    ///
    /// A write whose answer was lost once stays uncertain whatever kept the tries behind it from being made; only what
    /// the service says about the write itself settles it.
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
