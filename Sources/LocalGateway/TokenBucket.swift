import Time

/// A rate limit with bursts: a bucket that fills steadily, and from which each request takes a token.
struct TokenBucket {
    /// Tokens per second.
    let rate: Double
    /// The bucket's capacity.
    let burst: Double
    private var level: Double
    private var seen: MonotonicTime

    /// Creates a full bucket.
    init(rate: Double, burst: Int, at moment: MonotonicTime) {
        self.rate = rate
        self.burst = Double(burst)
        level = Double(burst)
        seen = moment
    }

    /// Takes a token; returns false if there is none.
    mutating func take(at moment: MonotonicTime) -> Bool {
        // A time that another thread read earlier adds nothing.
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
