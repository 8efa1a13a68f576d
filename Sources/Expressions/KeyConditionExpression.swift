/// The part of a table or an index that a query reads.
public struct KeySelection: Hashable, Sendable {
    public let hash: Value
    /// The bound on the range key; nil for all items with the hash key.
    public let range: RangeKeyCondition?

    public init(hash: Value, range: RangeKeyCondition?) {
        self.hash = hash
        self.range = range
    }
}

/// The conditions that a query can place on a range key.
public enum RangeKeyCondition: Hashable, Sendable {
    case equal(Value)
    case less(Value)
    case lessOrEqual(Value)
    case greater(Value)
    case greaterOrEqual(Value)
    case between(Value, Value)
    case beginsWith(Value)

    /// The values to compare the range key with.
    public var values: [Value] {
        switch self {
        case .equal(let value), .less(let value), .lessOrEqual(let value), .greater(let value),
            .greaterOrEqual(let value), .beginsWith(let value):
            [value]
        case .between(let lower, let upper): [lower, upper]
        }
    }
}

/// A KeyConditionExpression.
public struct KeyConditionExpression: Sendable {
    private var bounds: [(attribute: Text, bound: RangeKeyCondition)] = []

    public init(parsing text: String, with placeholders: inout Placeholders) throws(ValidationError) {
        let syntax = try ExpressionParser.condition(text, kind: .keyCondition)
        let (test, _) = try TestResolver.resolve(syntax, in: .keyCondition, with: &placeholders)
        try collect(test)
    }

    /// The attributes in the expression, in the order of the text.
    public var attributes: [Text] { bounds.map(\.attribute) }

    /// Returns the range that the expression selects for a key with these attributes.
    ///
    /// - Throws: If a value's type differs from the key attribute's, where the types are given.
    public func resolved(
        hash: Text, range: Text?, types: [Text: Value.Kind] = [:]
    ) throws(ValidationError) -> KeySelection {
        let keyCount = range == nil ? 1 : 2
        guard bounds.count <= keyCount else {
            throw ValidationError(
                "The number of query conditions (\(bounds.count)) exceeds the number of key attributes "
                    + "defined in the schema (\(keyCount))")
        }
        guard let hashBound = bound(of: hash) else { throw missed(hash) }
        guard case .equal(let hashValue) = hashBound else {
            throw ValidationError("Query key condition not supported")
        }
        try requireTypes(types)
        guard let range, bounds.count > 1 else { return KeySelection(hash: hashValue, range: nil) }
        guard let rangeBound = bound(of: range) else { throw missed(range) }
        return KeySelection(hash: hashValue, range: rangeBound)
    }

    private func bound(of attribute: Text) -> RangeKeyCondition? {
        bounds.first { $0.attribute == attribute }?.bound
    }

    private func missed(_ attribute: Text) -> ValidationError {
        ValidationError("Query condition missed key schema element: \(attribute)")
    }

    private func requireTypes(_ types: [Text: Value.Kind]) throws(ValidationError) {
        for (attribute, bound) in bounds {
            guard let type = types[attribute] else { continue }
            var isMatching = bound.values.allSatisfy { $0.kind == type }
            if case .beginsWith = bound, type == .number { isMatching = false }
            guard isMatching else {
                throw ValueReader.invalid("Condition parameter type does not match schema type")
            }
        }
    }
}

// MARK: From a condition to bounds

extension KeyConditionExpression {
    private mutating func collect(_ test: Test) throws(ValidationError) {
        switch test {
        case .all(let tests):
            for test in tests { try collect(test) }
        case .comparison(_, .notEqual, _):
            throw Self.invalidOperator("<>")
        case .comparison(let left, let comparator, let right):
            try collect(left, comparator, right)
        case .between(let operand, let lower, let upper):
            try requireFirst(operand, "BETWEEN")
            let (attribute, values) = try Self.parts([operand, lower, upper])
            try append(attribute, .between(values[0], values[1]))
        case .beginsWith(let operand, let prefix):
            try requireFirst(operand, Function.beginsWith.name)
            let (attribute, values) = try Self.parts([operand, prefix])
            try append(attribute, .beginsWith(values[0]))
        default:
            throw Self.invalidOperator(Self.name(of: test))
        }
    }

    private mutating func collect(
        _ left: ResolvedOperand, _ comparator: Comparator, _ right: ResolvedOperand
    ) throws(ValidationError) {
        let (attribute, values) = try Self.parts([left, right])
        switch left.path == nil ? comparator.mirrored : comparator {
        case .equal, .notEqual: try append(attribute, .equal(values[0]))
        case .less: try append(attribute, .less(values[0]))
        case .lessOrEqual: try append(attribute, .lessOrEqual(values[0]))
        case .greater: try append(attribute, .greater(values[0]))
        case .greaterOrEqual: try append(attribute, .greaterOrEqual(values[0]))
        }
    }

    private mutating func append(_ attribute: Text, _ bound: RangeKeyCondition) throws(ValidationError) {
        guard self.bound(of: attribute) == nil else {
            throw Self.error("KeyConditionExpressions must only contain one condition per key")
        }
        bounds.append((attribute, bound))
    }

    /// Returns the only attribute among the operands of a condition, and the values it is compared with.
    private static func parts(_ operands: [ResolvedOperand]) throws(ValidationError) -> (Text, [Value]) {
        var attribute: Text?
        var values: [Value] = []
        for operand in operands {
            switch operand {
            case .path(let path):
                guard attribute == nil else { throw invalidCondition("Multiple attribute names used in one condition") }
                guard path.steps.isEmpty else {
                    throw error("KeyConditionExpressions cannot have conditions on nested attributes")
                }
                attribute = path.attribute
            case .constant(let value):
                values.append(value)
            case .size:
                throw error("KeyConditionExpressions cannot contain nested operations")
            }
        }
        guard let attribute else { throw invalidCondition("No key attribute specified") }
        return (attribute, values)
    }

    private func requireFirst(_ operand: ResolvedOperand, _ name: String) throws(ValidationError) {
        guard operand.constant != nil else { return }
        throw Self.invalidCondition("\(name) operator must have the key attribute as its first operand")
    }

    private static func name(of test: Test) -> String {
        switch test {
        case .any: "OR"
        case .not: "NOT"
        case .membership: "IN"
        case .exists: Function.attributeExists.name
        case .existsNot: Function.attributeNotExists.name
        case .hasType: Function.attributeType.name
        case .contains: Function.contains.name
        case .beginsWith: Function.beginsWith.name
        case .between: "BETWEEN"
        case .comparison(_, let comparator, _): comparator.rawValue
        case .all: "AND"
        }
    }

    private static func invalidOperator(_ name: String) -> ValidationError {
        ValidationError("Invalid operator used in KeyConditionExpression: \(name)")
    }

    private static func invalidCondition(_ problem: String) -> ValidationError {
        ValidationError("Invalid condition in KeyConditionExpression: \(problem)")
    }

    private static func error(_ problem: String) -> ValidationError {
        ExpressionKind.keyCondition.error(problem)
    }
}
