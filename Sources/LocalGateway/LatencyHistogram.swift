/// A distribution of latencies in a fixed number of classes that grow wider with the latency.
struct LatencyHistogram {
    /// The number of classes for each doubling of the time; the last class holds everything over 2^26 microseconds (67
    /// s).
    private static let classesPerDoubling = 8
    private static let classes = 26 * classesPerDoubling

    private var counts = [Int](repeating: 0, count: classes)
    private var total = 0

    mutating func add(milliseconds: Double) {
        counts[Self.place(of: milliseconds * 1_000)] += 1
        total += 1
    }

    /// Returns an upper bound in milliseconds for that share of the calls; nil without calls.
    ///
    /// It is the upper end of a class, at most an eighth above the longest of these calls.
    func quantile(_ share: Double) -> Double? {
        guard total > 0 else { return nil }
        let wanted = Int((share * Double(total)).rounded(.up))
        var seen = 0
        for (place, count) in counts.enumerated() {
            seen += count
            if seen >= wanted { return Self.end(of: place) / 1_000 }
        }
        return Self.end(of: Self.classes - 1) / 1_000
    }

    /// Returns the class of a time; doublings are divided evenly, which needs no logarithm.
    private static func place(of microseconds: Double) -> Int {
        guard microseconds >= 1 else { return 0 }
        let doubling = Int(microseconds.exponent)
        let part = Int((microseconds.significand - 1) * Double(classesPerDoubling))
        return min(doubling * classesPerDoubling + part, classes - 1)
    }

    private static func end(of place: Int) -> Double {
        let part = Double(place % classesPerDoubling + 1) / Double(classesPerDoubling)
        return Double(sign: .plus, exponent: place / classesPerDoubling, significand: 1 + part)
    }
}
