internal import JSON

/// A value in a template, with its place.
public struct Node: Equatable, Sendable {
    /// The content of a value.
    public enum Content: Equatable, Sendable {
        case scalar(Scalar)
        case sequence([Node])
        case mapping([Member])
    }

    /// A key and its value; the keys of a mapping are unique.
    public struct Member: Equatable, Sendable {
        /// The key.
        public let key: String
        /// The value.
        public let value: Node
    }

    /// The content of the value.
    public let content: Content
    /// The place where it begins.
    public let mark: Mark

    init(_ content: Content, at mark: Mark) {
        self.content = content
        self.mark = mark
    }

    init(_ text: String, at mark: Mark) {
        self.init(.scalar(.string(text)), at: mark)
    }
}

extension Node {
    /// The members; nil for anything but a mapping.
    public var members: [Member]? {
        if case .mapping(let members) = content { members } else { nil }
    }

    /// The elements; nil for anything but a sequence.
    public var elements: [Node]? {
        if case .sequence(let elements) = content { elements } else { nil }
    }

    /// The scalar as text, such as `true` or `10`; nil for null, mappings and sequences.
    public var text: String? {
        if case .scalar(let scalar) = content { scalar.text } else { nil }
    }

    /// The value of a member; nil if there is none or this is not a mapping.
    public subscript(key: String) -> Node? {
        members?.first { $0.key == key }?.value
    }

    var isNull: Bool { content == .scalar(.null) }

    func error(_ problem: String) -> TemplateError {
        TemplateError(problem, at: mark)
    }
}

extension Node {
    /// The value as JSON, without places.
    ///
    /// Numbers that JSON can't express become null.
    var json: JSONValue {
        switch content {
        case .scalar(.null): .null
        case .scalar(.bool(let bool)): .bool(bool)
        case .scalar(.integer(let integer)): .number(JSONNumber(integer))
        case .scalar(.double(let double)): JSONNumber(double).map(JSONValue.number) ?? .null
        case .scalar(.string(let string)): .string(string)
        case .sequence(let elements): .array(elements.map(\.json))
        case .mapping(let members):
            .object(Dictionary(members.map { ($0.key, $0.value.json) }) { first, _ in first })
        }
    }
}
