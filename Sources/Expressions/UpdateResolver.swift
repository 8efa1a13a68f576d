/// Resolves a parsed update into one that can be applied.
struct UpdateResolver {
    private static let kind = ExpressionKind.update

    /// Returns the actions, checked in the service's order: placeholders, paths, operands of ADD and DELETE, functions.
    static func resolve(
        _ actions: [Syntax.Action], with placeholders: inout Placeholders
    ) throws(ValidationError) -> [UpdateAction] {
        var drafts: [Draft] = []
        for action in actions { drafts.append(try draft(action, &placeholders)) }
        try drafts.map(\.path).requireApart(in: kind)
        for draft in drafts { try requireAllowed(draft) }
        var resolved: [UpdateAction] = []
        for draft in drafts { resolved.append(UpdateAction(path: draft.path, change: try change(draft))) }
        return resolved
    }

    /// An action with resolved placeholders.
    private struct Draft {
        enum Change {
            case set(Assigned)
            case remove
            case add(Value)
            case delete(Value)
        }

        let path: DocumentPath
        let change: Change
    }

    private enum Assigned {
        case operand(Operand)
        case sum(Operand, Operand)
        case difference(Operand, Operand)
    }

    private indirect enum Operand {
        case path(DocumentPath)
        case constant(Value)
        case call(Function, [Operand])
    }
}

// MARK: Placeholders

extension UpdateResolver {
    private static func draft(
        _ action: Syntax.Action, _ placeholders: inout Placeholders
    ) throws(ValidationError) -> Draft {
        switch action {
        case .set(let path, let assigned):
            let path = try path.resolved(in: kind, with: &placeholders)
            return Draft(path: path, change: .set(try self.assigned(assigned, &placeholders)))
        case .remove(let path):
            return Draft(path: try path.resolved(in: kind, with: &placeholders), change: .remove)
        case .add(let path, let value):
            let path = try path.resolved(in: kind, with: &placeholders)
            return Draft(path: path, change: .add(try placeholders.value(value, in: kind)))
        case .delete(let path, let value):
            let path = try path.resolved(in: kind, with: &placeholders)
            return Draft(path: path, change: .delete(try placeholders.value(value, in: kind)))
        }
    }

    private static func assigned(
        _ assigned: Syntax.Assigned, _ placeholders: inout Placeholders
    ) throws(ValidationError) -> Assigned {
        switch assigned {
        case .operand(let operand):
            return .operand(try self.operand(operand, &placeholders))
        case .sum(let left, let right):
            return .sum(try operand(left, &placeholders), try operand(right, &placeholders))
        case .difference(let left, let right):
            return .difference(try operand(left, &placeholders), try operand(right, &placeholders))
        }
    }

    private static func operand(
        _ operand: Syntax.Operand, _ placeholders: inout Placeholders
    ) throws(ValidationError) -> Operand {
        switch operand {
        case .path(let path):
            return .path(try path.resolved(in: kind, with: &placeholders))
        case .value(let placeholder):
            return .constant(try placeholders.value(placeholder, in: kind))
        case .call(let call):
            var operands: [Operand] = []
            for argument in call.arguments { operands.append(try self.operand(argument, &placeholders)) }
            return .call(call.function, operands)
        }
    }
}

// MARK: Types

extension UpdateResolver {
    private static func requireAllowed(_ draft: Draft) throws(ValidationError) {
        switch draft.change {
        case .add(let value):
            guard [.number, .strings, .numbers, .binaries].contains(value.kind) else {
                throw wrongOperand("ADD", value.kind)
            }
        case .delete(let value):
            guard [.strings, .numbers, .binaries].contains(value.kind) else {
                throw wrongOperand("DELETE", value.kind)
            }
        case .set, .remove:
            break
        }
    }

    /// Returns the error for a wrong operand, with the set of types that the service names for both operators.
    private static func wrongOperand(_ name: String, _ type: Value.Kind) -> ValidationError {
        kind.error(
            "Incorrect operand type for operator or function; operator: \(name), "
                + "operand type: \(type.longName), typeSet: ALLOWED_FOR_ADD_OPERAND")
    }

    private static func change(_ draft: Draft) throws(ValidationError) -> UpdateAction.Change {
        switch draft.change {
        case .set(let assigned): .set(try value(assigned))
        case .remove: .remove
        case .add(let value): .add(value)
        case .delete(let value): .delete(value)
        }
    }

    private static func value(_ assigned: Assigned) throws(ValidationError) -> UpdateValue {
        switch assigned {
        case .operand(let operand):
            return try value(operand)
        case .sum(let left, let right):
            let (left, right) = (try value(left), try value(right))
            try requireType(.number, of: [left, right], "+")
            return .sum(left, right)
        case .difference(let left, let right):
            let (left, right) = (try value(left), try value(right))
            try requireType(.number, of: [left, right], "-")
            return .difference(left, right)
        }
    }

    private static func value(_ operand: Operand) throws(ValidationError) -> UpdateValue {
        switch operand {
        case .path(let path): return .path(path)
        case .constant(let value): return .constant(value)
        case .call(let function, let operands): return try value(of: function, operands)
        }
    }

    private static func value(
        of function: Function, _ operands: [Operand]
    ) throws(ValidationError) -> UpdateValue {
        guard operands.count == 2 else {
            throw kind.error(
                "Incorrect number of operands for operator or function; "
                    + "operator or function: \(function.name), number of operands: \(operands.count)")
        }
        guard function == .ifNotExists else {
            let (first, second) = (try value(operands[0]), try value(operands[1]))
            try requireType(.list, of: [first, second], function.name)
            return .listAppend(first, second)
        }
        guard case .path(let path) = operands[0] else {
            throw kind.error(
                "Operator or function requires a document path; operator or function: \(function.name)")
        }
        return .ifNotExists(path, try value(operands[1]))
    }

    private static func requireType(
        _ type: Value.Kind, of values: [UpdateValue], _ name: String
    ) throws(ValidationError) {
        for value in values {
            guard let actual = value.kind, actual != type else { continue }
            throw kind.error(
                "Incorrect operand type for operator or function; "
                    + "operator or function: \(name), operand type: \(actual.rawValue)")
        }
    }
}

extension Value.Kind {
    /// The type's name in errors about ADD and DELETE.
    fileprivate var longName: String {
        switch self {
        case .string: "STRING"
        case .number: "NUMBER"
        case .binary: "BINARY"
        case .list: "LIST"
        case .map: "MAP"
        case .strings: "STRING_SET"
        case .numbers: "NUMBER_SET"
        case .binaries: "BINARY_SET"
        case .bool, .null: rawValue
        }
    }
}
