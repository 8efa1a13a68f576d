/// Header fields in the order they were added; names compare without regard to case.
public struct HTTPHeaders: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    /// One line of a head.
    public struct Field: Hashable, Sendable {
        /// The name as it was given; a transport refuses to send one that is no token.
        public let name: String
        /// The value; a transport refuses to send one that holds a control character.
        public let value: String

        /// A field of any name and value: sending is what checks them.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// All fields, in their order.
    public private(set) var fields: [Field]

    /// These fields, of which several may have one name.
    public init(_ fields: [Field] = []) {
        self.fields = fields
    }

    /// None yet, with room for so many.
    init(capacity: Int) {
        fields = []
        fields.reserveCapacity(capacity)
    }

    /// These fields, in the order in which they are written.
    public init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map(Field.init)
    }

    /// The first field of that name; setting it replaces every one of them, setting nil removes them.
    public subscript(name: String) -> String? {
        get {
            // By place, since handing the fields round would count references to each name and value.
            let place = fields.indices.first { fields[$0].name.equalsIgnoringCase(name) }
            return place.map { fields[$0].value }
        }
        set {
            fields.removeAll { $0.name.equalsIgnoringCase(name) }
            if let newValue { add(name, newValue) }
        }
    }

    /// Adds a field behind those that are there, also when one of that name is.
    public mutating func add(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: value))
    }
}

extension String {
    /// Whether both are the same but for the case of ASCII letters, as header names and host names are compared.
    func equalsIgnoringCase(_ other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        var (one, other) = (self, other)
        return one.withUTF8 { one in
            other.withUTF8 { other in
                one.indices.allSatisfy { one[$0] == other[$0] || one[$0].lowercased == other[$0].lowercased }
            }
        }
    }
}

extension UInt8 {
    /// The ASCII letter in lower case, anything else as it is.
    fileprivate var lowercased: UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
    }
}
