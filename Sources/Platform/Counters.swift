/// The counts of one invocation, reported at its end.
public final class Counters {
    /// The counts, in the order of their first use.
    public private(set) var values: [(name: String, value: Int)] = []

    /// Creates empty counters.
    public init() {}

    /// Adds to a count, which starts at zero.
    public func add(_ amount: Int = 1, to name: String) {
        if let index = values.firstIndex(where: { $0.name == name }) {
            values[index].value += amount
        } else {
            values.append((name, amount))
        }
    }

    /// Removes all counts, for the next invocation.
    public func reset() {
        values.removeAll(keepingCapacity: true)
    }
}
