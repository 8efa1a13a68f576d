/// Where a store keeps its data.
public enum Place: Hashable, Sendable {
    case file(String)
    /// Nowhere: it is gone with the store.
    case memory
}

extension Place: CustomStringConvertible {
    public var description: String {
        switch self {
        case .file(let path): path
        case .memory: "in memory"
        }
    }
}

/// What an acknowledged write survives.
public enum Durability: Hashable, Sendable {
    /// The death of the process and of the machine.
    case full
    /// The death of the process only, and it is much faster.
    case fast
}
