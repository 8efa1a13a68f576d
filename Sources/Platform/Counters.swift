/// What is counted during one invocation and reported at its end.
public final class Counters {
    /// The counts, in the order in which they came up.
    public private(set) var values: [(name: String, value: Int)] = []

    /// No counts yet.
    public init() {}

    /// Adds to a count, which begins at zero.
    public func add(_ amount: Int = 1, to name: String) {
        if let index = values.firstIndex(where: { $0.name == name }) {
            values[index].value += amount
        } else {
            values.append((name, amount))
        }
    }

    /// Begins anew, for the next invocation.
    public func reset() {
        values.removeAll(keepingCapacity: true)
    }
}
