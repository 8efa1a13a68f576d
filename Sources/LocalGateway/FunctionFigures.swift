/// Statistics on a function's calls since the start.
struct FunctionFigures {
    /// How a call obtained its process.
    enum Start {
        case cold
        case warm
        /// It obtained no process.
        case none
    }

    private(set) var coldStarts = 0
    private(set) var warmCalls = 0
    private(set) var errors = 0
    private(set) var timeouts = 0
    private(set) var throttled = 0
    /// Latencies seen by callers, including starts but not throttled calls.
    private(set) var latencies = LatencyHistogram()

    mutating func count(_ outcome: FunctionPool.Outcome, _ start: Start, milliseconds: Double) {
        switch start {
        case .cold: coldStarts += 1
        case .warm: warmCalls += 1
        case .none: break
        }
        switch outcome {
        case .answer: break
        case .failed: errors += 1
        case .timedOut: timeouts += 1
        case .throttled: throttled += 1
        }
        if outcome != .throttled { latencies.add(milliseconds: milliseconds) }
    }
}
