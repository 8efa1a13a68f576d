/// Decodes a document as a Swift type.
///
/// - Throws: If the text is not JSON, or is not the JSON that the type expects.
public func decodeJSON<Value: Decodable>(
    _ type: Value.Type = Value.self, from bytes: [UInt8]
) throws(JSONError) -> Value {
    try decodeTree(type, from: JSONDocument(parsing: bytes).root)
}

/// Encodes a Swift type as JSON, with the members of objects sorted by key.
///
/// - Throws: For a number that isn't finite.
public func encodeJSON(_ value: some Encodable) throws(JSONError) -> [UInt8] {
    var writer = JSONWriter(capacity: 256)
    try draft(value, for: JSONValue.self).write(to: &writer)
    return writer.bytes
}

/// Decodes a tree as a Swift type.
///
/// - Throws: If the tree is not what the type expects.
public func decodeTree<Value: Decodable>(
    _ type: Value.Type = Value.self, from tree: any DecodableTree
) throws(JSONError) -> Value {
    do {
        return try TreeDecoder(tree, parent: nil, key: nil).decode(type, from: tree, at: nil)
    } catch {
        throw JSONError(coding: error)
    }
}

/// Encodes a Swift type as a tree.
///
/// - Throws: For a number that isn't finite.
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
    /// Decodes the node as a Swift type.
    ///
    /// - Throws: If the node is not what the type expects, with the path from the root.
    public func decode<Value: Decodable>(_ type: Value.Type = Value.self) throws(JSONError) -> Value {
        do throws(JSONError) {
            return try decodeTree(type, from: self)
        } catch {
            throw error.under(path)
        }
    }
}

extension JSONError {
    /// The beginnings of the standard library's messages that quote a value that does not fit.
    private static let quotingProblems = ["Cannot initialize", "Parsed "]

    /// Converts a coding error, leaving out the value that some messages of the standard library quote.
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
            self.init(problem: ReaderProblem.invalid)
        }
    }

    private init(_ path: JSONPath, _ problem: String, cause: (any Error)?) {
        if let cause = cause as? JSONError {
            self = cause.under(path.text)
        } else if Self.quotingProblems.contains(where: problem.hasPrefix) {
            self.init(path: path.text, problem: ReaderProblem.notAccepted)
        } else {
            self.init(path: path.text, problem: problem)
        }
    }
}
