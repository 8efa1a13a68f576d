extension JSONValue {
    /// Whether this is null.
    public var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// The Boolean value; nil for other kinds.
    public var bool: Bool? {
        if case .bool(let bool) = self { bool } else { nil }
    }

    /// The number; nil for other kinds.
    public var number: JSONNumber? {
        if case .number(let number) = self { number } else { nil }
    }

    /// The number as an integer; nil for other kinds, and for a number that is not whole or doesn't fit an `Int`.
    public var int: Int? { number?.int }

    /// The string; nil for other kinds.
    public var string: String? {
        if case .string(let string) = self { string } else { nil }
    }

    /// The elements; nil for anything but an array.
    public var array: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The members; nil for anything but an object.
    public var object: [String: JSONValue]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// The member with this key; nil when there is none, or when this is not an object.
    public subscript(key: String) -> JSONValue? {
        object?[key]
    }
}
