/// One action of an update, with resolved placeholders and checked operands.
struct UpdateAction: Sendable {
    enum Change: Sendable {
        case set(UpdateValue)
        case remove
        case add(Value)
        case delete(Value)
    }

    let path: DocumentPath
    let change: Change

    /// Returns the action's change to its place, given the item before the update; nil for no change at all.
    func edit(of item: Item) throws(ValidationError) -> Edit? {
        switch change {
        case .set(let value): return .set(try value.value(in: item))
        case .remove: return .remove
        case .add(let value): return .set(try Self.sum(path.value(in: item), value))
        case .delete(let value): return try Self.difference(path.value(in: item), value)
        }
    }

    private static func sum(_ value: Value?, _ addend: Value) throws(ValidationError) -> Value {
        switch (value, addend) {
        case (nil, _): addend
        case (.number(let number), .number(let other)): .number(try number.adding(other))
        case (.strings(let texts), .strings(let others)): .strings(texts.union(others))
        case (.numbers(let numbers), .numbers(let others)): .numbers(numbers.union(others))
        case (.binaries(let binaries), .binaries(let others)): .binaries(binaries.union(others))
        default: throw UpdateValue.wrongType
        }
    }

    /// Returns the set without the elements of another, or a removal if none remain, because a set can't be empty.
    private static func difference(_ value: Value?, _ removed: Value) throws(ValidationError) -> Edit {
        let rest: (value: Value, isEmpty: Bool)
        switch (value, removed) {
        case (nil, _):
            return .keep
        case (.strings(let texts), .strings(let others)):
            let left = texts.subtracting(others)
            rest = (.strings(left), left.isEmpty)
        case (.numbers(let numbers), .numbers(let others)):
            let left = numbers.subtracting(others)
            rest = (.numbers(left), left.isEmpty)
        case (.binaries(let binaries), .binaries(let others)):
            let left = binaries.subtracting(others)
            rest = (.binaries(left), left.isEmpty)
        default:
            throw UpdateValue.wrongType
        }
        return rest.isEmpty ? .remove : .set(rest.value)
    }
}

/// The value that a SET action assigns.
indirect enum UpdateValue: Sendable {
    case path(DocumentPath)
    case constant(Value)
    case sum(UpdateValue, UpdateValue)
    case difference(UpdateValue, UpdateValue)
    case ifNotExists(DocumentPath, UpdateValue)
    case listAppend(UpdateValue, UpdateValue)

    static let wrongType = ValidationError("An operand in the update expression has an incorrect data type")
    private static let missing = ValidationError(
        "The provided expression refers to an attribute that does not exist in the item")

    func value(in item: Item) throws(ValidationError) -> Value {
        switch self {
        case .path(let path):
            guard let value = path.value(in: item) else { throw Self.missing }
            return value
        case .constant(let value):
            return value
        case .sum(let left, let right):
            return .number(try left.number(in: item).adding(try right.number(in: item)))
        case .difference(let left, let right):
            return .number(try left.number(in: item).subtracting(try right.number(in: item)))
        case .ifNotExists(let path, let fallback):
            guard let value = path.value(in: item) else { return try fallback.value(in: item) }
            return value
        case .listAppend(let first, let second):
            return .list(try first.list(in: item) + second.list(in: item))
        }
    }

    private func number(in item: Item) throws(ValidationError) -> ExactNumber {
        guard case .number(let number) = try value(in: item) else { throw Self.wrongType }
        return number
    }

    private func list(in item: Item) throws(ValidationError) -> [Value] {
        guard case .list(let elements) = try value(in: item) else { throw Self.wrongType }
        return elements
    }

    /// The value's type, if it is known without an item.
    var kind: Value.Kind? {
        switch self {
        case .constant(let value): value.kind
        case .sum, .difference: .number
        case .listAppend: .list
        case .path, .ifNotExists: nil
        }
    }
}
