extension Value {
    /// What an element or a member costs in a list or a map, beside its own size.
    private static let elementOverhead = 1
    private static let containerOverhead = 3

    /// The bytes that the value counts for in an item's size.
    public var size: Int {
        switch self {
        case .string(let text): text.utf8.count
        case .number(let number): number.size
        case .binary(let bytes): bytes.count
        case .bool, .null: 1
        case .list(let elements):
            elements.reduce(Self.containerOverhead) { $0 + $1.size + Self.elementOverhead }
        case .map(let members):
            members.reduce(Self.containerOverhead) { $0 + $1.key.utf8.count + $1.value.size + Self.elementOverhead }
        case .strings(let texts): texts.reduce(0) { $0 + $1.utf8.count }
        case .numbers(let numbers): numbers.reduce(0) { $0 + $1.size }
        case .binaries(let binaries): binaries.reduce(0) { $0 + $1.count }
        }
    }

    /// How many levels the value has: one for a scalar or a set, one more than its deepest element for a list or a map.
    var levels: Int {
        switch self {
        case .list(let elements): 1 + (elements.map(\.levels).max() ?? 0)
        case .map(let members): 1 + (members.values.map(\.levels).max() ?? 0)
        default: 1
        }
    }
}

extension Item {
    /// The bytes that the item counts for: its attributes' names and values.
    public var size: Int {
        reduce(0) { $0 + $1.key.utf8.count + $1.value.size }
    }
}
