/// An expression as parsed, with its placeholders unresolved.
enum Syntax {
    /// A document path.
    struct Path {
        enum Step {
            case word(Text)
            case placeholder(Text)
            case index(Int)
        }

        var steps: [Step]
    }

    indirect enum Operand {
        case path(Path)
        case value(Text)
        case call(Call)
    }

    struct Call {
        let function: Function
        let arguments: [Operand]
    }

    indirect enum Condition {
        case comparison(Operand, Comparator, Operand)
        case between(Operand, Operand, Operand)
        case membership(Operand, [Operand])
        case call(Call)
        case not(Condition)
        case all([Condition])
        case any([Condition])
    }

    /// The value that a SET action assigns.
    enum Assigned {
        case operand(Operand)
        case sum(Operand, Operand)
        case difference(Operand, Operand)
    }

    enum Action {
        case set(Path, Assigned)
        case remove(Path)
        case add(Path, Text)
        case delete(Path, Text)
    }
}

/// A function in an expression; unknown ones are included, so that parsing can continue.
struct Function: Equatable {
    let name: String

    static let attributeExists = Function(name: "attribute_exists")
    static let attributeNotExists = Function(name: "attribute_not_exists")
    static let attributeType = Function(name: "attribute_type")
    static let beginsWith = Function(name: "begins_with")
    static let contains = Function(name: "contains")
    static let size = Function(name: "size")
    static let ifNotExists = Function(name: "if_not_exists")
    static let listAppend = Function(name: "list_append")

    private static let ofConditions = [
        attributeExists, attributeNotExists, attributeType, beginsWith, contains, size,
    ]
    private static let ofUpdates = [ifNotExists, listAppend]

    /// Returns why the function can't be used in such an expression at all, or nil if it can.
    func problem(in kind: ExpressionKind) -> String? {
        let (isOfConditions, isOfUpdates) = (Self.ofConditions.contains(self), Self.ofUpdates.contains(self))
        guard isOfConditions || isOfUpdates else { return "Invalid function name; function: \(name)" }
        switch kind {
        case .update where isOfConditions:
            return "The function is not allowed in an update expression; function: \(name)"
        case .condition, .filter, .keyCondition:
            guard isOfUpdates else { return nil }
            return "The function is not allowed in a condition expression; function: \(name)"
        default:
            return nil
        }
    }
}
