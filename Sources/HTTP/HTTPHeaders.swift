/// Header fields in the order of their addition; names are case-insensitive.
public struct HTTPHeaders: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    /// One header line.
    public struct Field: Hashable, Sendable {
        /// The name as given; a transport refuses to send one that is not a token.
        public let name: String
        /// The value; a transport refuses to send one with a control character.
        public let value: String

        /// Creates a field of any name and value, which are checked when it is sent.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// All fields, in order.
    public private(set) var fields: [Field]

    /// Creates headers from fields; several may have the same name.
    public init(_ fields: [Field] = []) {
        self.fields = fields
    }

    /// Creates empty headers with room for that many.
    init(capacity: Int) {
        fields = []
        fields.reserveCapacity(capacity)
    }

    /// Creates headers in the order of the literal.
    public init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map(Field.init)
    }

    /// The first field of that name; setting it replaces all fields of that name, setting nil removes them.
    public subscript(name: String) -> String? {
        get {
            // By index, since passing the fields around would count references to each name and value.
            let place = fields.indices.first { fields[$0].name.equalsIgnoringCase(name) }
            return place.map { fields[$0].value }
        }
        set {
            fields.removeAll { $0.name.equalsIgnoringCase(name) }
            if let newValue { add(name, newValue) }
        }
    }

    /// Adds a field after all others, even if one of that name exists.
    public mutating func add(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: value))
    }
}

extension String {
    /// Returns whether both are equal except for the case of ASCII letters, as header names and host names are
    /// compared.
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
    /// The byte, in lower case if it is an ASCII letter.
    fileprivate var lowercased: UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
    }
}
