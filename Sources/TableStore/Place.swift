/// The location of a store's data.
public enum Place: Hashable, Sendable {
    case file(String)
    /// In memory: the data is gone with the store.
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

/// The failures that an acknowledged write survives.
public enum Durability: Hashable, Sendable {
    /// A crash of the process or the machine.
    case full
    /// A crash of the process only; much faster.
    case fast
}
