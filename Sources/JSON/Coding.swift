/// Reads a document as a Swift type; throws where the text stops being JSON, or where the JSON is not what was asked for.
public func decodeJSON<Value: Decodable>(
    _ type: Value.Type = Value.self, from bytes: [UInt8]
) throws(JSONError) -> Value {
    try decode(type, from: JSONDocument(parsing: bytes).root)
}

/// Writes a Swift type as JSON, the members of objects in the order of their keys; throws for numbers that
/// aren't finite.
public func encodeJSON(_ value: some Encodable) throws(JSONError) -> [UInt8] {
    let tree: JSONValue = try encode(value)
    return tree.json()
}

/// Reads any tree as a Swift type; throws where it is not what was asked for.
public func decode<Value: Decodable, Tree: DecodableTree>(
    _ type: Value.Type = Value.self, from tree: Tree
) throws(JSONError) -> Value {
    do {
        return try TreeDecoder(tree, parent: nil, key: nil).decode(type, from: tree, at: nil)
    } catch {
        throw JSONError(coding: error)
    }
}

/// Builds any tree from a Swift type; throws for numbers that aren't finite.
public func encode<Tree: EncodableTree>(
    _ value: some Encodable, as type: Tree.Type = Tree.self
) throws(JSONError) -> Tree {
    do {
        return try TreeEncoder<Tree>.encode(value, at: nil).tree
    } catch {
        throw JSONError(coding: error)
    }
}

extension JSONNode {
    /// Reads the node as a Swift type; throws where it is not what was asked for, with the path from the root.
    public func decode<Value: Decodable>(_ type: Value.Type = Value.self) throws(JSONError) -> Value {
        do throws(JSONError) {
            return try JSON.decode(type, from: self)
        } catch {
            throw error.under(path)
        }
    }
}

extension JSONError {
    /// What the standard library begins its own messages with when a value does not fit; the value follows.
    private static let quotingProblem = "Cannot initialize"

    /// An error of coding, without the value that some messages of the standard library quote.
    init(coding error: any Error) {
        switch error {
        case let error as JSONError:
            self = error
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
            DecodingError.keyNotFound(_, let context), DecodingError.dataCorrupted(let context):
            self.init(context.codingPath, context.debugDescription)
        case EncodingError.invalidValue(_, let context):
            self.init(context.codingPath, context.debugDescription)
        default:
            self.init(problem: Problem.invalid)
        }
    }

    private init(_ codingPath: [any CodingKey], _ problem: String) {
        let quotes = problem.hasPrefix(Self.quotingProblem)
        self.init(path: JSONPath(codingPath).text, problem: quotes ? Problem.notAccepted : problem)
    }
}
