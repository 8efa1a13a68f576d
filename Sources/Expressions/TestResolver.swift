/// Resolves a parsed condition into one that can be tested.
struct TestResolver {
    let kind: ExpressionKind
    private var paths: [DocumentPath] = []

    /// Returns the test and every path in it.
    static func resolve(
        _ condition: Syntax.Condition, in kind: ExpressionKind, with placeholders: inout Placeholders
    ) throws(ValidationError) -> (test: Test, paths: [DocumentPath]) {
        var resolver = TestResolver(kind: kind)
        let test = try resolver.test(condition, &placeholders)
        return (test, resolver.paths)
    }

    private init(kind: ExpressionKind) {
        self.kind = kind
    }

    private mutating func test(
        _ condition: Syntax.Condition, _ placeholders: inout Placeholders
    ) throws(ValidationError) -> Test {
        switch condition {
        case .comparison(let left, let comparator, let right):
            let operands = try resolved([left, right], &placeholders)
            try requireDistinct(operands, comparator.rawValue)
            if comparator != .equal, comparator != .notEqual { try requireOrdered(operands, comparator.rawValue) }
            return .comparison(operands[0], comparator, operands[1])
        case .between(let operand, let lower, let upper):
            return try between(resolved([operand, lower, upper], &placeholders))
        case .membership(let operand, let candidates):
            return try membership(resolved([operand] + candidates, &placeholders))
        case .call(let call):
            return try test(call, &placeholders)
        case .not(let condition):
            return .not(try test(condition, &placeholders))
        case .all(let conditions):
            return .all(try tests(conditions, &placeholders))
        case .any(let conditions):
            return .any(try tests(conditions, &placeholders))
        }
    }

    private mutating func tests(
        _ conditions: [Syntax.Condition], _ placeholders: inout Placeholders
    ) throws(ValidationError) -> [Test] {
        var tests: [Test] = []
        for condition in conditions { tests.append(try test(condition, &placeholders)) }
        return tests
    }

    private mutating func resolved(
        _ operands: [Syntax.Operand], _ placeholders: inout Placeholders
    ) throws(ValidationError) -> [ResolvedOperand] {
        var resolved: [ResolvedOperand] = []
        for operand in operands { resolved.append(try self.operand(operand, &placeholders)) }
        return resolved
    }

    private mutating func operand(
        _ operand: Syntax.Operand, _ placeholders: inout Placeholders
    ) throws(ValidationError) -> ResolvedOperand {
        switch operand {
        case .path(let path):
            let path = try path.resolved(in: kind, with: &placeholders)
            paths.append(path)
            return .path(path)
        case .value(let placeholder):
            return .constant(try placeholders.value(placeholder, in: kind))
        case .call(let call):
            return .size(try size(call, &placeholders))
        }
    }

    private mutating func size(
        _ call: Syntax.Call, _ placeholders: inout Placeholders
    ) throws(ValidationError) -> ResolvedOperand {
        let operands = try resolved(call.arguments, &placeholders)
        try requireCount(1, operands, call.function)
        if let type = operands[0].kind, [.number, .bool, .null].contains(type) {
            throw wrongType(call.function.name, type.rawValue)
        }
        return operands[0]
    }
}

// MARK: Operators

extension TestResolver {
    private static let mostCandidates = 100

    private func between(_ operands: [ResolvedOperand]) throws(ValidationError) -> Test {
        try requireDistinct(operands, "BETWEEN")
        try requireOrdered(operands, "BETWEEN")
        if let lower = operands[1].constant, let upper = operands[2].constant {
            let bounds =
                "lower bound operand: AttributeValue: \(lower.quoted), "
                + "upper bound operand: AttributeValue: \(upper.quoted)"
            guard lower.kind == upper.kind else {
                throw kind.error(
                    "The BETWEEN operator requires same data type for lower and upper bounds; " + bounds)
            }
            guard !upper.precedes(lower) else {
                throw kind.error(
                    "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; " + bounds)
            }
        }
        return .between(operands[0], operands[1], operands[2])
    }

    private func membership(_ operands: [ResolvedOperand]) throws(ValidationError) -> Test {
        let candidates = Array(operands.dropFirst())
        guard candidates.count <= Self.mostCandidates else {
            throw kind.error(
                "The IN operator is provided with too many operands; number of operands: \(candidates.count)")
        }
        try requireDistinct(operands, "IN")
        return .membership(operands[0], candidates)
    }

    private func requireDistinct(_ operands: [ResolvedOperand], _ name: String) throws(ValidationError) {
        guard let first = operands[0].path, operands.dropFirst().contains(where: { $0.path == first }) else { return }
        throw kind.error(
            "The first operand must be distinct from the remaining operands for this operator or function; "
                + "operator: \(name), first operand: \(first)")
    }

    private func requireOrdered(_ operands: [ResolvedOperand], _ name: String) throws(ValidationError) {
        try requireTypes([.string, .number, .binary], operands, name)
    }

    private func requireTypes(
        _ types: [Value.Kind], _ operands: [ResolvedOperand], _ name: String
    ) throws(ValidationError) {
        for operand in operands {
            if let type = operand.kind, !types.contains(type) { throw wrongType(name, type.rawValue) }
        }
    }

    private func wrongType(_ name: String, _ type: String) -> ValidationError {
        kind.error(
            "Incorrect operand type for operator or function; operator or function: \(name), operand type: \(type)")
    }
}

// MARK: Functions

extension TestResolver {
    private mutating func test(
        _ call: Syntax.Call, _ placeholders: inout Placeholders
    ) throws(ValidationError) -> Test {
        let operands = try resolved(call.arguments, &placeholders)
        let function = call.function
        switch function {
        case .attributeExists, .attributeNotExists:
            try requireCount(1, operands, function)
            let path = try requirePath(operands[0], function)
            return function == .attributeExists ? .exists(path) : .existsNot(path)
        case .attributeType:
            try requireCount(2, operands, function)
            try requireDistinct(operands, function.name)
            if operands[0].constant == nil { _ = try requirePath(operands[0], function) }
            return .hasType(operands[0], try typeNamed(by: operands[1], function))
        case .beginsWith:
            try requireCount(2, operands, function)
            try requireDistinct(operands, function.name)
            try requireTypes([.string, .binary], operands, function.name)
            return .beginsWith(operands[0], operands[1])
        default:
            try requireCount(2, operands, function)
            try requireDistinct(operands, function.name)
            return .contains(operands[0], operands[1])
        }
    }

    private func typeNamed(by operand: ResolvedOperand, _ function: Function) throws(ValidationError) -> Value.Kind {
        guard let constant = operand.constant else { throw wrongType(function.name, Self.anyType) }
        guard case .string(let name) = constant else { throw wrongType(function.name, constant.typeName) }
        guard let type = Value.Kind(rawValue: name.description) else {
            throw kind.error(
                "Invalid attribute type name found; type: \(name), valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}")
        }
        return type
    }

    /// The service's name for a type that is not known yet.
    private static let anyType =
        "{S,SS,N,NS,B,BS,BOOL,NULL,L,M,HD,DOUBLE,FLOAT,HDS,FS,DOUBLESET,DICT,DECIMAL,INT,DECIMALSET,INTSET}"

    private func requireCount(
        _ count: Int, _ operands: [ResolvedOperand], _ function: Function
    ) throws(ValidationError) {
        guard operands.count == count else {
            throw kind.error(
                "Incorrect number of operands for operator or function; "
                    + "operator or function: \(function.name), number of operands: \(operands.count)")
        }
    }

    private func requirePath(_ operand: ResolvedOperand, _ function: Function) throws(ValidationError) -> DocumentPath {
        guard let path = operand.path else {
            throw kind.error(
                "Operator or function requires a document path; operator or function: \(function.name)")
        }
        return path
    }
}
