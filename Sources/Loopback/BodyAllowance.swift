import Synchronization

/// How much the bodies of all connections may take up together.
final class BodyAllowance: Sendable {
    private let limit: Int
    private let taken = Atomic(0)

    init(_ limit: Int) {
        self.limit = limit
    }

    /// How many bytes are taken.
    var held: Int { taken.load(ordering: .relaxed) }

    /// Takes so many bytes more, or gives them back; false, with nothing taken, if that were too many.
    func change(by count: Int) -> Bool {
        guard count != 0 else { return true }
        if taken.wrappingAdd(count, ordering: .relaxed).newValue <= limit || count < 0 { return true }
        taken.wrappingSubtract(count, ordering: .relaxed)
        return false
    }
}
