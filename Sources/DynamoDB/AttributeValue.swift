public import JSON

/// One value as the table stores it.
///
/// Equality is Swift's: texts are equal when they are canonically equivalent in Unicode, so of two elements of a set,
/// or two names, that differ only in composition just one is read.
public enum AttributeValue: Hashable, Sendable {
    case string(String)
    /// A number of up to 38 significant digits, exactly as written; equal to another number of the same text.
    ///
    /// The table has its own spelling: a number put as `1.0` comes back as `1`, and a set can't hold both.
    case number(JSONNumber)
    case binary([UInt8])
    case bool(Bool)
    case null
    case list([AttributeValue])
    case map([String: AttributeValue])
    /// A set of texts; like the other sets, it can't be stored empty: the service rejects it.
    case stringSet(Set<String>)
    case numberSet(Set<JSONNumber>)
    case binarySet(Set<[UInt8]>)
}

/// The attributes of an item by name.
public typealias Item = [String: AttributeValue]

extension AttributeValue {
    /// Creates a number from an integer of any width.
    public static func number(_ integer: some BinaryInteger) -> AttributeValue {
        .number(JSONNumber(integer))
    }

    /// The text; nil for any other type.
    public var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The number; nil for any other type.
    public var number: JSONNumber? {
        if case .number(let number) = self { number } else { nil }
    }

    /// The number as an integer, if it is whole and fits.
    public var int: Int? { number?.int }

    /// The Boolean value; nil for any other type.
    public var bool: Bool? {
        if case .bool(let flag) = self { flag } else { nil }
    }

    /// The elements of a list; nil for any other type, including sets.
    public var list: [AttributeValue]? {
        if case .list(let elements) = self { elements } else { nil }
    }

    /// The members of a map; nil for any other type.
    public var map: [String: AttributeValue]? {
        if case .map(let members) = self { members } else { nil }
    }
}

extension AttributeValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByStringInterpolation
{
    public init(stringLiteral text: String) { self = .string(text) }
    public init(integerLiteral number: Int) { self = .number(number) }
    public init(booleanLiteral flag: Bool) { self = .bool(flag) }
    public init(arrayLiteral elements: AttributeValue...) { self = .list(elements) }

    /// Creates a map; if a name is repeated, the last one counts.
    public init(dictionaryLiteral members: (String, AttributeValue)...) {
        self = .map(Dictionary(members) { _, last in last })
    }
}
