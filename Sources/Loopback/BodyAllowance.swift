import Synchronization

/// The limit for the bodies of all connections together.
final class BodyAllowance: Sendable {
    private let limit: Int
    private let taken = Atomic(0)

    init(_ limit: Int) {
        self.limit = limit
    }

    /// The number of bytes in use.
    var held: Int { taken.load(ordering: .relaxed) }

    /// Reserves bytes, or frees them if negative; returns false and changes nothing if that exceeds the limit.
    func change(by count: Int) -> Bool {
        guard count != 0 else { return true }
        if taken.wrappingAdd(count, ordering: .relaxed).newValue <= limit || count < 0 { return true }
        taken.wrappingSubtract(count, ordering: .relaxed)
        return false
    }
}
