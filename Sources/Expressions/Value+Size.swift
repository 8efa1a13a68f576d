extension Value {
    /// The bytes that each element or member adds to a list or a map beyond its own size.
    private static let elementOverhead = 1
    private static let containerOverhead = 3

    /// The bytes that the value adds to an item's size.
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

    /// The nesting depth: one for a scalar or a set, one more than the deepest element for a list or a map.
    var levels: Int {
        switch self {
        case .list(let elements): 1 + (elements.map(\.levels).max() ?? 0)
        case .map(let members): 1 + (members.values.map(\.levels).max() ?? 0)
        default: 1
        }
    }
}

extension Item {
    /// The size in bytes of the item's attribute names and values.
    public var size: Int {
        reduce(0) { $0 + $1.key.utf8.count + $1.value.size }
    }
}
