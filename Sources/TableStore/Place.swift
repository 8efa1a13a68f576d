/// Where a store keeps its data.
public enum Place: Hashable, Sendable {
    case file(String)
    /// Nowhere: it is gone with the store.
    case memory
}

/// What an acknowledged write survives.
public enum Durability: Hashable, Sendable {
    /// The death of the process and of the machine.
    case full
    /// The death of the process only, and it is much faster.
    case fast
}
