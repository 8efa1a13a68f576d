/// A condition on an item, for a write to happen or for a query to return it.
///
///     attribute("registered") < attribute("capacity") && attribute("status") == "active"
public indirect enum Condition: Equatable, Sendable {
    /// A comparison, in the service's spelling; only `notEqual` holds for values of different types.
    public enum Comparison: String, Sendable {
        case equal = "="
        case notEqual = "<>"
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
    }

    case compare(Operand, Comparison, Operand)
    case oneOf(Operand, [Operand])
    case exists(AttributePath)
    case isMissing(AttributePath)
    case isOfType(AttributePath, AttributeType)
    case beginsWith(AttributePath, Operand)
    case contains(AttributePath, Operand)
    case both(Condition, Condition)
    case either(Condition, Condition)
    case not(Condition)
}

/// One side of a comparison: an attribute, its size, or a value.
public enum Operand: Equatable, Sendable {
    case attribute(AttributePath)
    case size(AttributePath)
    case value(AttributeValue)
}

/// Returns the attribute at a path, for comparisons.
public func attribute(_ path: AttributePath) -> AttributeOperand {
    AttributeOperand(path: path)
}

/// The names of the table's types in conditions.
public enum AttributeType: String, Sendable {
    case string = "S"
    case number = "N"
    case binary = "B"
    case bool = "BOOL"
    case null = "NULL"
    case list = "L"
    case map = "M"
    case stringSet = "SS"
    case numberSet = "NS"
    case binarySet = "BS"
}

/// An attribute as the left side of a condition.
public struct AttributeOperand: Sendable {
    let path: AttributePath

    /// Holds if the item has the attribute.
    public var exists: Condition { .exists(path) }
    /// Holds if the item has no such attribute; for part of the key, if there is no item.
    public var isMissing: Condition { .isMissing(path) }
    /// The size of the attribute, for comparisons.
    public var size: SizeOperand { SizeOperand(path: path) }

    /// Holds if the attribute exists and is of that type.
    public func isOfType(_ type: AttributeType) -> Condition { .isOfType(path, type) }
    /// Holds if the text, or the bytes, begin with the prefix.
    public func beginsWith(_ prefix: AttributeValue) -> Condition { .beginsWith(path, .value(prefix)) }
    /// Holds if the text contains the value, or the set or list has it as an element.
    public func contains(_ value: AttributeValue) -> Condition { .contains(path, .value(value)) }
}

/// The size of an attribute: its number of characters, bytes, elements or members.
public struct SizeOperand: Sendable {
    let path: AttributePath
}

/// A possible side of a comparison.
public protocol ComparableOperand {
    var operand: Operand { get }
}

extension AttributeOperand: ComparableOperand {
    public var operand: Operand { .attribute(path) }
}

extension SizeOperand: ComparableOperand {
    public var operand: Operand { .size(path) }
}

extension ComparableOperand {
    public static func == (left: Self, value: AttributeValue) -> Condition {
        .compare(left.operand, .equal, .value(value))
    }

    public static func != (left: Self, value: AttributeValue) -> Condition {
        .compare(left.operand, .notEqual, .value(value))
    }

    public static func < (left: Self, value: AttributeValue) -> Condition {
        .compare(left.operand, .less, .value(value))
    }

    public static func <= (left: Self, value: AttributeValue) -> Condition {
        .compare(left.operand, .lessOrEqual, .value(value))
    }

    public static func > (left: Self, value: AttributeValue) -> Condition {
        .compare(left.operand, .greater, .value(value))
    }

    public static func >= (left: Self, value: AttributeValue) -> Condition {
        .compare(left.operand, .greaterOrEqual, .value(value))
    }

    /// Holds for any of one to a hundred values: a request with none is rejected without being sent.
    public func isOneOf(_ values: [AttributeValue]) -> Condition {
        .oneOf(operand, values.map(Operand.value))
    }
}

extension ComparableOperand {
    public static func == (left: Self, right: some ComparableOperand) -> Condition {
        .compare(left.operand, .equal, right.operand)
    }

    public static func != (left: Self, right: some ComparableOperand) -> Condition {
        .compare(left.operand, .notEqual, right.operand)
    }

    public static func < (left: Self, right: some ComparableOperand) -> Condition {
        .compare(left.operand, .less, right.operand)
    }

    public static func <= (left: Self, right: some ComparableOperand) -> Condition {
        .compare(left.operand, .lessOrEqual, right.operand)
    }

    public static func > (left: Self, right: some ComparableOperand) -> Condition {
        .compare(left.operand, .greater, right.operand)
    }

    public static func >= (left: Self, right: some ComparableOperand) -> Condition {
        .compare(left.operand, .greaterOrEqual, right.operand)
    }
}

extension Condition {
    public static func && (left: Condition, right: Condition) -> Condition { .both(left, right) }
    public static func || (left: Condition, right: Condition) -> Condition { .either(left, right) }
    public static prefix func ! (condition: Condition) -> Condition { .not(condition) }
}
