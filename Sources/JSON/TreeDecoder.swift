/// Decodes Swift types from any tree.
///
/// One is made for every value that is not a leaf. It knows its place only by its parent,
/// so that coding paths cost nothing until someone asks for them.
final class TreeDecoder<Tree: DecodableTree>: Decoder {
    let tree: Tree
    private let parent: TreeDecoder?
    private let key: (any CodingKey)?

    init(_ tree: Tree, parent: TreeDecoder?, key: (any CodingKey)?) {
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
        guard let members = tree.object else {
            throw mismatch([String: Any].self, Problem.notAnObject, found: tree, codingPath)
        }
        return KeyedDecodingContainer(KeyedTreeDecoder<Tree, Key>(members, decoder: self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard let elements = tree.array else { throw mismatch([Any].self, Problem.notAnArray, found: tree, codingPath) }
        return UnkeyedTreeDecoder(elements, decoder: self)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
        SingleValueTreeDecoder(decoder: self)
    }
}

extension TreeDecoder {
    /// Reads a value that this decoder's value holds, or that it is when there is no key.
    func decode<Value: Decodable>(
        _ type: Value.Type, from child: Tree, at key: @autoclosure () -> (any CodingKey)?
    ) throws -> Value {
        switch Leaf<Value>(child) {
        case .value(let value): return value
        case .problem(let problem):
            throw mismatch(type, problem, found: child, codingPath + [key()].compactMap(\.self))
        case .notALeaf: break
        }
        let decoder = TreeDecoder(child, parent: self, key: key())
        do {
            return try Value(from: decoder)
        } catch let error as DecodingError {
            throw error
        } catch {
            throw decoder.corrupted(by: error)
        }
    }

    /// A type's own error, as an error that names the place.
    private func corrupted(by error: any Error) -> DecodingError {
        let problem = (error as? JSONError)?.description ?? Problem.invalid
        return .dataCorrupted(
            DecodingError.Context(codingPath: codingPath, debugDescription: problem, underlyingError: error))
    }
}

/// The error for a value of the wrong kind.
private func mismatch<Tree: DecodableTree>(
    _ type: Any.Type, _ problem: String, found tree: Tree, _ path: [any CodingKey]
) -> DecodingError {
    let context = DecodingError.Context(codingPath: path, debugDescription: problem)
    return tree.isNull ? .valueNotFound(type, context) : .typeMismatch(type, context)
}

/// A value that holds no others, read without a decoder of its own.
///
/// The comparisons of types are settled by the compiler wherever it knows the type.
private enum Leaf<Value> {
    case value(Value)
    case problem(String)
    case notALeaf

    init<Tree: DecodableTree>(_ tree: Tree) {
        if Value.self == String.self {
            self.init(tree.string, or: Problem.notAString)
        } else if Value.self == Int.self {
            self.init(tree, Int.self)
        } else if Value.self == Bool.self {
            self.init(tree.bool, or: Problem.notABool)
        } else if Value.self == Double.self {
            self.init(tree, { $0.double })
        } else if Value.self == Float.self {
            self.init(tree, { $0.float })
        } else if Value.self == JSONNumber.self {
            self.init(tree.number, or: Problem.notANumber)
        } else if Value.self == Tree.self {
            self.init(tree, or: Problem.invalid)
        } else if Value.self == JSONValue.self {
            self.init(JSONValue(tree), or: Problem.invalid)
        } else {
            self.init(integerOfOtherSize: tree)
        }
    }

    private init<Tree: DecodableTree>(integerOfOtherSize tree: Tree) {
        if Value.self == Int64.self {
            self.init(tree, Int64.self)
        } else if Value.self == Int32.self {
            self.init(tree, Int32.self)
        } else if Value.self == Int16.self {
            self.init(tree, Int16.self)
        } else if Value.self == Int8.self {
            self.init(tree, Int8.self)
        } else if Value.self == Int128.self {
            self.init(tree, Int128.self)
        } else if Value.self == UInt.self {
            self.init(tree, UInt.self)
        } else if Value.self == UInt64.self {
            self.init(tree, UInt64.self)
        } else if Value.self == UInt32.self {
            self.init(tree, UInt32.self)
        } else if Value.self == UInt16.self {
            self.init(tree, UInt16.self)
        } else if Value.self == UInt8.self {
            self.init(tree, UInt8.self)
        } else if Value.self == UInt128.self {
            self.init(tree, UInt128.self)
        } else {
            self = .notALeaf
        }
    }

    /// What was found: `Found` is `Value` under another name.
    private init<Found>(_ found: Found?, or problem: String) {
        self = found.flatMap { $0 as? Value }.map(Leaf.value) ?? .problem(problem)
    }

    private init<Tree: DecodableTree, Integer: FixedWidthInteger>(_ tree: Tree, _ type: Integer.Type) {
        guard let number = tree.number else {
            self = .problem(Problem.notAnInteger)
            return
        }
        switch number.wholeValue(type) {
        case .exact(let integer): self.init(integer, or: Problem.notAnInteger)
        case .outOfRange: self = .problem(Problem.outOfRange(type))
        case .notWhole: self = .problem(Problem.notAnInteger)
        }
    }

    private init<Tree: DecodableTree, Floating: BinaryFloatingPoint>(
        _ tree: Tree, _ read: (JSONNumber) -> Floating
    ) {
        guard let number = tree.number.map(read) else {
            self = .problem(Problem.notANumber)
            return
        }
        if number.isFinite {
            self.init(number, or: Problem.notANumber)
        } else {
            self = .problem(Problem.outOfRange(Floating.self))
        }
    }
}
