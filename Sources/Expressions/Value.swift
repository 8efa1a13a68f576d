/// An attribute's value.
public enum Value: Hashable, Sendable {
    case string(Text)
    case number(ExactNumber)
    case binary([UInt8])
    case bool(Bool)
    case null
    case list([Value])
    case map([Text: Value])
    case strings(Set<Text>)
    case numbers(Set<ExactNumber>)
    case binaries(Set<[UInt8]>)
}

/// An item's attributes by name.
public typealias Item = [Text: Value]

extension Value {
    /// The types of values, by their names in the protocol.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        case string = "S"
        case number = "N"
        case binary = "B"
        case bool = "BOOL"
        case null = "NULL"
        case list = "L"
        case map = "M"
        case strings = "SS"
        case numbers = "NS"
        case binaries = "BS"
    }

    /// The value's type.
    public var kind: Kind {
        switch self {
        case .string: .string
        case .number: .number
        case .binary: .binary
        case .bool: .bool
        case .null: .null
        case .list: .list
        case .map: .map
        case .strings: .strings
        case .numbers: .numbers
        case .binaries: .binaries
        }
    }

    /// The type's name in the protocol, such as `S` or `NULL`.
    public var typeName: String { kind.rawValue }
}

extension Value {
    /// Bytes that sort as the value does as a key; nil for types that can't be keys.
    public var orderedBytes: [UInt8]? {
        switch self {
        case .string(let text): text.utf8
        case .binary(let bytes): bytes
        case .number(let number): number.orderedBytes
        default: nil
        }
    }

    /// Returns whether this value sorts before the other; false for different types and types without an order.
    func precedes(_ other: Value) -> Bool {
        switch (self, other) {
        case (.string(let one), .string(let two)): one < two
        case (.number(let one), .number(let two)): one < two
        case (.binary(let one), .binary(let two)): one.lexicographicallyPrecedes(two)
        default: false
        }
    }

    /// Returns whether the two values have an order.
    func isComparable(to other: Value) -> Bool {
        switch (self, other) {
        case (.string, .string), (.number, .number), (.binary, .binary): true
        default: false
        }
    }
}
