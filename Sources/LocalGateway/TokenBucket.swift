import Time

/// A rate with bursts: a bucket that fills steadily up to its brim, and that each request takes one token from.
struct TokenBucket {
    /// Tokens a second.
    let rate: Double
    /// How many it holds.
    let burst: Double
    private var level: Double
    private var seen: MonotonicTime

    /// A full one.
    init(rate: Double, burst: Int, at moment: MonotonicTime) {
        self.rate = rate
        self.burst = Double(burst)
        level = Double(burst)
        seen = moment
    }

    /// Takes a token; false when there is none.
    mutating func take(at moment: MonotonicTime) -> Bool {
        // A moment that another thread has read earlier fills nothing.
        let passed = seen.milliseconds(until: moment)
        if passed > 0 {
            level = min(burst, level + passed * rate / 1_000)
            seen = moment
        }
        guard level >= 1 else { return false }
        level -= 1
        return true
    }
}
