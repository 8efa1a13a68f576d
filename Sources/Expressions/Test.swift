/// A condition with resolved placeholders and checked operands.
indirect enum Test: Sendable {
    case comparison(ResolvedOperand, Comparator, ResolvedOperand)
    case between(ResolvedOperand, ResolvedOperand, ResolvedOperand)
    case membership(ResolvedOperand, [ResolvedOperand])
    case exists(DocumentPath)
    case existsNot(DocumentPath)
    case hasType(ResolvedOperand, Value.Kind)
    case beginsWith(ResolvedOperand, ResolvedOperand)
    case contains(ResolvedOperand, ResolvedOperand)
    case not(Test)
    case all([Test])
    case any([Test])

    func holds(for item: Item) -> Bool {
        switch self {
        case .comparison(let left, let comparator, let right):
            comparator.holds(left.value(in: item), right.value(in: item))
        case .between(let operand, let lower, let upper):
            Comparator.greaterOrEqual.holds(operand.value(in: item), lower.value(in: item))
                && Comparator.lessOrEqual.holds(operand.value(in: item), upper.value(in: item))
        case .membership(let operand, let candidates):
            Self.isMember(operand.value(in: item), candidates, item)
        case .exists(let path): path.value(in: item) != nil
        case .existsNot(let path): path.value(in: item) == nil
        case .hasType(let operand, let kind): operand.value(in: item)?.kind == kind
        case .beginsWith(let operand, let prefix):
            Self.begins(operand.value(in: item), with: prefix.value(in: item))
        case .contains(let operand, let part): Self.contains(operand.value(in: item), part.value(in: item))
        case .not(let test): !test.holds(for: item)
        case .all(let tests): tests.allSatisfy { $0.holds(for: item) }
        case .any(let tests): tests.contains { $0.holds(for: item) }
        }
    }

    private static func isMember(_ value: Value?, _ candidates: [ResolvedOperand], _ item: Item) -> Bool {
        guard let value else { return false }
        return candidates.contains { $0.value(in: item) == value }
    }

    private static func begins(_ value: Value?, with prefix: Value?) -> Bool {
        switch (value, prefix) {
        case (.string(let text), .string(let prefix)): text.utf8.starts(with: prefix.utf8)
        case (.binary(let bytes), .binary(let prefix)): bytes.starts(with: prefix)
        default: false
        }
    }

    private static func contains(_ value: Value?, _ part: Value?) -> Bool {
        switch (value, part) {
        case (.string(let text), .string(let part)): text.utf8.hasRange(part.utf8)
        case (.binary(let bytes), .binary(let part)): bytes.hasRange(part)
        case (.strings(let texts), .string(let text)): texts.contains(text)
        case (.numbers(let numbers), .number(let number)): numbers.contains(number)
        case (.binaries(let binaries), .binary(let bytes)): binaries.contains(bytes)
        case (.list(let elements), .some(let element)): elements.contains(element)
        default: false
        }
    }
}

extension Comparator {
    /// Compares two values; a missing value is equal to nothing and has no order.
    func holds(_ left: Value?, _ right: Value?) -> Bool {
        guard let left, let right else { return self == .notEqual }
        switch self {
        case .equal: return left == right
        case .notEqual: return left != right
        case .less: return left.precedes(right)
        case .greater: return right.precedes(left)
        case .lessOrEqual: return left.isComparable(to: right) && !right.precedes(left)
        case .greaterOrEqual: return left.isComparable(to: right) && !left.precedes(right)
        }
    }
}
