/// A decoder of Swift types from any tree.
///
/// One is made for every value that is not a leaf. It knows its place only through its parent, so coding paths cost
/// nothing until they are needed.
final class TreeDecoder: Decoder {
    let tree: any DecodableTree
    private let parent: TreeDecoder?
    private let key: (any CodingKey)?

    init(_ tree: any DecodableTree, parent: TreeDecoder?, key: (any CodingKey)?) {
        self.tree = tree
        self.parent = parent
        self.key = key
    }

    var userInfo: [CodingUserInfoKey: Any] { [:] }

    var codingPath: [any CodingKey] {
        var path: [any CodingKey] = []
        var place: TreeDecoder? = self
        while let here = place {
            if let key = here.key { path.append(key) }
            place = here.parent
        }
        return path.reversed()
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(KeyedTreeDecoder<Key>(try members(of: tree, at: nil), decoder: self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        UnkeyedTreeDecoder(try elements(of: tree, at: nil), decoder: self)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
        SingleValueTreeDecoder(decoder: self)
    }
}

extension TreeDecoder {
    /// Decodes the value for a key, or this decoder's own value if the key is nil.
    func decode<Value: Decodable>(
        _ type: Value.Type, from child: any DecodableTree, at key: @autoclosure () -> (any CodingKey)?
    ) throws -> Value {
        if let leaf = try leaf(type, from: child, at: key()) { return leaf }
        let decoder = TreeDecoder(child, parent: self, key: key())
        do {
            return try Value(from: decoder)
        } catch let error as DecodingError {
            throw error
        } catch {
            throw decoder.corrupted(by: error)
        }
    }

    /// Returns a type's own error as an error with the place.
    private func corrupted(by error: any Error) -> DecodingError {
        .dataCorrupted(
            DecodingError.Context(
                codingPath: codingPath, debugDescription: ReaderProblem.invalid, underlyingError: error))
    }

    /// Returns the error for a value of the wrong kind.
    func mismatch(
        _ type: Any.Type, _ problem: String, _ tree: any DecodableTree, at key: (any CodingKey)?
    ) -> DecodingError {
        let path = codingPath + [key].compactMap(\.self)
        let context = DecodingError.Context(codingPath: path, debugDescription: problem)
        return tree.isNull ? .valueNotFound(type, context) : .typeMismatch(type, context)
    }
}
