extension JSONNode {
    /// The elements of an array, in order.
    public struct Elements: Collection, Sendable {
        /// The position of an element.
        public struct Index: Comparable, Sendable {
            let token: Int

            public static func < (one: Index, other: Index) -> Bool { one.token < other.token }
        }

        public let startIndex: Index
        public let endIndex: Index
        private let document: JSONDocument

        init(_ node: JSONNode) {
            document = node.document
            let isArray = node.token.kind == .array
            startIndex = Index(token: node.index + 1)
            endIndex = isArray ? Index(token: node.document.token(after: node.index)) : startIndex
        }

        public subscript(index: Index) -> JSONNode { JSONNode(document, index.token) }

        public func index(after index: Index) -> Index { Index(token: document.token(after: index.token)) }
    }

    /// The members of an object, in document order; a repeated key counts at its last position.
    public struct Members: Sequence, Sendable {
        /// The number of members up to which each look-up searches linearly.
        static let fewMembers = 32

        private let node: JSONNode
        /// The value for each key, if there are many members: without it, hostile objects would take quadratic time.
        private let values: [ExactKey: Int]?

        init(_ node: JSONNode) {
            self.node = node
            values = node.document.hasMoreMembers(than: Self.fewMembers, node.index) ? Self.index(node) : nil
        }

        private static func index(_ node: JSONNode) -> [ExactKey: Int] {
            var values: [ExactKey: Int] = [:]
            for key in node.document.keys(of: node.index) {
                values[ExactKey(node.document.string(node.document.tokens[key]))] = key + 1
            }
            return values
        }

        /// The member with this key; nil when there is none.
        public subscript(key: String) -> JSONNode? {
            guard let values else { return node[key] }
            return values[ExactKey(key)].map { JSONNode(node.document, $0) }
        }

        public func makeIterator() -> Iterator { Iterator(self) }

        /// An iterator over the members of an object.
        public struct Iterator: IteratorProtocol {
            private let members: Members
            private var keys: JSONDocument.Keys

            init(_ members: Members) {
                self.members = members
                keys = members.node.document.keys(of: members.node.index)
            }

            public mutating func next() -> (key: String, value: JSONNode)? {
                let document = members.node.document
                while let token = keys.next() {
                    let key = document.string(document.tokens[token])
                    guard members.isLast(token, key: key) else { continue }
                    return (key, JSONNode(document, token + 1))
                }
                return nil
            }
        }

        /// Returns whether no later member has the same key.
        func isLast(_ token: Int, key: String) -> Bool {
            if let values { return values[ExactKey(key)] == token + 1 }
            return node.document.isLastMember(token, of: node.index)
        }
    }
}

/// A key that is equal to another only if their bytes are equal, as in JSON.
private struct ExactKey: Hashable {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    static func == (one: ExactKey, other: ExactKey) -> Bool {
        one.text.utf8.elementsEqual(other.text.utf8)
    }

    func hash(into hasher: inout Hasher) {
        var contiguous = text
        contiguous.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
