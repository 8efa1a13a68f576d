extension JSONWriter {
    /// Writes a member that is a string.
    public mutating func member(_ key: String, _ value: String) {
        self.key(key)
        string(value)
    }

    /// Writes a member that is a whole number.
    public mutating func member(_ key: String, _ value: some BinaryInteger) {
        self.key(key)
        integer(value)
    }

    /// Writes a member that is a number.
    public mutating func member(_ key: String, _ value: JSONNumber) {
        self.key(key)
        number(value)
    }

    /// Writes a member that is a Boolean.
    public mutating func member(_ key: String, _ value: Bool) {
        self.key(key)
        bool(value)
    }

    /// Writes a member that is any JSON.
    public mutating func member(_ key: String, _ value: JSONValue) {
        self.key(key)
        self.value(value)
    }

    /// Writes a member that is an object, with the members written by the closure.
    public mutating func object<Failure: Error>(
        _ key: String, _ members: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        self.key(key)
        try object(members)
    }

    /// Writes a member that is an array, with the elements written by the closure.
    public mutating func array<Failure: Error>(
        _ key: String, _ elements: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        self.key(key)
        try array(elements)
    }
}
