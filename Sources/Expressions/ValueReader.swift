import Bytes
public import JSON

extension Value {
    /// Reads a value in the protocol's form, such as `{"S":"x"}`, with all of the service's checks.
    public init(reading node: JSONNode, wording: ValueWording = .current) throws(ValidationError) {
        self = try ValueReader(wording: wording).value(node, level: 1)
    }
}

extension Item {
    /// Reads an object of attributes.
    public init(reading node: JSONNode, wording: ValueWording = .current) throws(ValidationError) {
        self = try ValueReader(wording: wording).members(node, level: 1)
    }
}

/// Reads values from a request, up to the service's maximum depth.
struct ValueReader {
    static let deepestLevel = 32

    let wording: ValueWording

    func value(_ node: JSONNode, level: Int) throws(ValidationError) -> Value {
        guard node.kind == .object else { throw Mismatch.value(node) }
        guard level <= Self.deepestLevel else { throw Self.tooDeep }
        var first: TypedNode?
        var others: [TypedNode] = []
        for (key, member) in node.members where !member.isNull {
            guard let kind = Value.Kind(rawValue: key) else { continue }
            if first == nil { first = (kind, member) } else { others.append((kind, member)) }
        }
        guard let first else { throw Self.empty }
        guard !others.isEmpty else { return try value(first.node, as: first.kind, level: level) }
        try checkNumbers(in: [first] + others, level: level)
        throw Self.moreThanOne
    }

    private typealias TypedNode = (kind: Value.Kind, node: JSONNode)

    /// Checks numbers, which the service converts before it counts the members.
    private func checkNumbers(in found: [TypedNode], level: Int) throws(ValidationError) {
        for (kind, node) in found where kind == .number || kind == .numbers {
            _ = try value(node, as: kind, level: level)
        }
    }

    private func value(_ node: JSONNode, as kind: Value.Kind, level: Int) throws(ValidationError) -> Value {
        switch kind {
        case .string: .string(try text(node))
        case .number: .number(try number(node))
        case .binary: .binary(try bytes(node))
        case .bool: .bool(try bool(node))
        case .null: try null(node)
        case .list: .list(try elements(node, level: level))
        case .map: .map(try members(node, level: level + 1))
        case .strings: .strings(try strings(node))
        case .numbers: .numbers(try numbers(node))
        case .binaries: .binaries(try binaries(node))
        }
    }

    func members(_ node: JSONNode, level: Int) throws(ValidationError) -> Item {
        guard let members = node.object else { throw Mismatch.map(node) }
        var item: Item = [:]
        for (key, member) in members {
            item[Text(key)] = try value(member, level: level)
        }
        return item
    }

    private func elements(_ node: JSONNode, level: Int) throws(ValidationError) -> [Value] {
        var elements: [Value] = []
        for element in try list(node) {
            elements.append(try value(element, level: level + 1))
        }
        return elements
    }

    private static let empty = ValidationError(
        "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes")
    private static let moreThanOne = ValidationError(
        "Supplied AttributeValue has more than one datatypes set, "
            + "must contain exactly one of the supported datatypes")
    static let tooDeep = ValidationError(
        "Nesting Levels have exceeded supported limits: "
            + "Attributes in the item have nested levels beyond supported limit")
}

// MARK: Scalars

extension ValueReader {
    private func text(_ node: JSONNode) throws(ValidationError) -> Text {
        guard let utf8 = node.utf8 else { throw Mismatch.scalar(node, "String") }
        return Text(utf8: utf8)
    }

    private func number(_ node: JSONNode) throws(ValidationError) -> ExactNumber {
        guard let utf8 = node.utf8 else { throw Mismatch.scalar(node, "String") }
        return try ExactNumber(utf8: utf8, wording: wording)
    }

    private func bytes(_ node: JSONNode) throws(ValidationError) -> [UInt8] {
        guard let characters = node.utf8 else { throw Mismatch.binary(node) }
        guard characters.count.isMultiple(of: 4) else {
            throw Mismatch.error(
                "Base64 encoded length is expected a multiple of 4 bytes but found: \(characters.count)")
        }
        guard let bytes = Base64.decode(characters) else {
            throw Mismatch.error("Invalid last non-pad Base64 character dectected")
        }
        return bytes
    }

    private func bool(_ node: JSONNode) throws(ValidationError) -> Bool {
        guard let bool = node.bool else { throw Mismatch.bool(node) }
        return bool
    }

    private func null(_ node: JSONNode) throws(ValidationError) -> Value {
        guard try bool(node) else { throw Self.invalid("Null attribute value types must have the value of true") }
        return .null
    }

    static func invalid(_ problem: String) -> ValidationError {
        ValidationError("One or more parameter values were invalid: " + problem)
    }
}

// MARK: Sets

extension ValueReader {
    private func strings(_ node: JSONNode) throws(ValidationError) -> Set<Text> {
        var texts: [Text] = []
        for element in try list(node) { texts.append(try text(element)) }
        guard !texts.isEmpty else { throw Self.invalid("An string set  may not be empty") }
        let set = Set(texts)
        guard set.count == texts.count else { throw DuplicateElements(wording, texts.map(\.utf8)).errorOfStrings }
        return set
    }

    private func numbers(_ node: JSONNode) throws(ValidationError) -> Set<ExactNumber> {
        var numbers: [ExactNumber] = []
        for element in try list(node) { numbers.append(try number(element)) }
        guard !numbers.isEmpty else { throw Self.invalid("An number set  may not be empty") }
        let set = Set(numbers)
        guard set.count == numbers.count else { throw DuplicateElements(wording, []).errorOfNumbers }
        return set
    }

    private func binaries(_ node: JSONNode) throws(ValidationError) -> Set<[UInt8]> {
        var binaries: [[UInt8]] = []
        for element in try list(node) { binaries.append(try bytes(element)) }
        guard !binaries.isEmpty else { throw Self.invalid("Binary sets should not be empty") }
        let set = Set(binaries)
        guard set.count == binaries.count else { throw DuplicateElements(wording, binaries).errorOfBinaries }
        return set
    }

    private func list(_ node: JSONNode) throws(ValidationError) -> JSONNode.Elements {
        guard let elements = node.array else { throw Mismatch.list(node) }
        return elements
    }
}
