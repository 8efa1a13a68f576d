/// An operand of a condition.
indirect enum ResolvedOperand: Sendable {
    case path(DocumentPath)
    case constant(Value)
    case size(ResolvedOperand)

    /// The operand's type, if it is known without an item.
    var kind: Value.Kind? {
        switch self {
        case .path: nil
        case .constant(let value): value.kind
        case .size: .number
        }
    }

    var path: DocumentPath? {
        if case .path(let path) = self { path } else { nil }
    }

    var constant: Value? {
        if case .constant(let value) = self { value } else { nil }
    }

    func value(in item: Item) -> Value? {
        switch self {
        case .path(let path): path.value(in: item)
        case .constant(let value): value
        case .size(let operand): operand.value(in: item)?.length.map { .number(ExactNumber($0)) }
        }
    }
}

extension Value {
    /// The result of the function `size`; nil for types without a size.
    fileprivate var length: Int? {
        switch self {
        case .string(let text): text.utf8.count
        case .binary(let bytes): bytes.count
        case .list(let elements): elements.count
        case .map(let members): members.count
        case .strings(let texts): texts.count
        case .numbers(let numbers): numbers.count
        case .binaries(let binaries): binaries.count
        case .number, .bool, .null: nil
        }
    }
}
