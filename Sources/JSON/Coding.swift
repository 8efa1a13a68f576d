/// Reads a document as a Swift type; throws where the text stops being JSON, or is not the JSON that was asked for.
public func decodeJSON<Value: Decodable>(
    _ type: Value.Type = Value.self, from bytes: [UInt8]
) throws(JSONError) -> Value {
    try decodeTree(type, from: JSONDocument(parsing: bytes).root)
}

/// Writes a Swift type as JSON, the members of objects in the order of their keys; throws for numbers that
/// aren't finite.
public func encodeJSON(_ value: some Encodable) throws(JSONError) -> [UInt8] {
    var writer = JSONWriter(capacity: 256)
    try draft(value, for: JSONValue.self).write(to: &writer)
    return writer.bytes
}

/// Reads any tree as a Swift type; throws where it is not what was asked for.
public func decodeTree<Value: Decodable>(
    _ type: Value.Type = Value.self, from tree: any DecodableTree
) throws(JSONError) -> Value {
    do {
        return try TreeDecoder(tree, parent: nil, key: nil).decode(type, from: tree, at: nil)
    } catch {
        throw JSONError(coding: error)
    }
}

/// Builds any tree from a Swift type; throws for numbers that aren't finite.
public func encodeTree<Tree: EncodableTree>(
    _ value: some Encodable, as type: Tree.Type = Tree.self
) throws(JSONError) -> Tree {
    try draft(value, for: type).built(as: type)
}

private func draft(_ value: some Encodable, for treeType: any EncodableTree.Type) throws(JSONError) -> Draft {
    do {
        return try TreeEncoder(treeType, place: nil).draft(value, at: nil)
    } catch {
        throw JSONError(coding: error)
    }
}

extension JSONNode {
    /// Reads the node as a Swift type; throws where it is not what was asked for, with the path from the root.
    public func decode<Value: Decodable>(_ type: Value.Type = Value.self) throws(JSONError) -> Value {
        do throws(JSONError) {
            return try decodeTree(type, from: self)
        } catch {
            throw error.under(path)
        }
    }
}

extension JSONError {
    /// What the standard library begins its own messages with when a value does not fit; the value follows.
    private static let quotingProblems = ["Cannot initialize", "Parsed "]

    /// An error of coding, without the value that some messages of the standard library quote.
    init(coding error: any Error) {
        switch error {
        case let error as JSONError:
            self = error
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
            DecodingError.keyNotFound(_, let context), DecodingError.dataCorrupted(let context):
            self.init(JSONPath(context.codingPath), context.debugDescription, cause: context.underlyingError)
        case EncodingError.invalidValue(_, let context):
            self.init(JSONPath(context.codingPath), context.debugDescription, cause: context.underlyingError)
        default:
            self.init(problem: Problem.invalid)
        }
    }

    private init(_ path: JSONPath, _ problem: String, cause: (any Error)?) {
        if let cause = cause as? JSONError {
            self = cause.under(path.text)
        } else if Self.quotingProblems.contains(where: problem.hasPrefix) {
            self.init(path: path.text, problem: Problem.notAccepted)
        } else {
            self.init(path: path.text, problem: problem)
        }
    }
}
