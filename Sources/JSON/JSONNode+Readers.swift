/// Readers for hand-written decoders, with errors that name the place in the document.
///
/// Finding that place means walking there from the root. To skip values that don't fit instead of refusing the
/// document, use `string`, `int` and so on: a `try?` for each of a million elements would walk a million times.
extension JSONNode {
    /// Returns an error at this node, for a value that breaks its own rule, such as `must be in the future`.
    public func error(_ problem: String) -> JSONError {
        JSONError(path: path, problem: problem)
    }

    /// Returns the member with this key.
    ///
    /// A member that is null exists: reading it as anything else throws.
    ///
    /// - Throws: If there is none, or this is not an object.
    public func required(_ key: String) throws(JSONError) -> JSONNode {
        guard token.kind == .object else { throw error(ReaderProblem.notAnObject) }
        guard let member = self[key] else { throw JSONError(path: key, problem: ReaderProblem.missing).under(path) }
        return member
    }

    /// Returns the member with this key; nil when there is none or it is null.
    ///
    /// - Throws: If this is not an object.
    public func optional(_ key: String) throws(JSONError) -> JSONNode? {
        guard token.kind == .object else { throw error(ReaderProblem.notAnObject) }
        guard let member = self[key], !member.isNull else { return nil }
        return member
    }

    /// Returns the string.
    ///
    /// - Throws: For a value of another kind.
    public func asString() throws(JSONError) -> String {
        guard let string else { throw error(ReaderProblem.notAString) }
        return string
    }

    /// Returns the Boolean value.
    ///
    /// - Throws: For a value of another kind.
    public func asBool() throws(JSONError) -> Bool {
        guard let bool else { throw error(ReaderProblem.notABool) }
        return bool
    }

    /// Returns the number.
    ///
    /// - Throws: For a value of another kind.
    public func asNumber() throws(JSONError) -> JSONNumber {
        guard let number else { throw error(ReaderProblem.notANumber) }
        return number
    }

    /// Returns the number as an integer.
    ///
    /// - Throws: For a value of another kind, and for a number that is not whole or doesn't fit an `Int`.
    public func asInt() throws(JSONError) -> Int {
        guard let number else { throw error(ReaderProblem.notAnInteger) }
        switch number.wholeValue(Int.self) {
        case .exact(let value): return value
        case .outOfRange: throw error(ReaderProblem.outOfRange(Int.self))
        case .notWhole: throw error(ReaderProblem.notAnInteger)
        }
    }

    /// Returns the elements.
    ///
    /// - Throws: For anything but an array.
    public func asArray() throws(JSONError) -> Elements {
        guard let array else { throw error(ReaderProblem.notAnArray) }
        return array
    }

    /// Returns the members.
    ///
    /// - Throws: For anything but an object.
    public func asObject() throws(JSONError) -> Members {
        guard let object else { throw error(ReaderProblem.notAnObject) }
        return object
    }
}

/// The problems that a value in valid JSON can have; none of the texts quotes the value.
enum ReaderProblem {
    static let missing = "is missing"
    static let notAString = "expected a string"
    static let notABool = "expected true or false"
    static let notANumber = "expected a number"
    static let notAnInteger = "expected an integer"
    static let notAnArray = "expected an array"
    static let notAnObject = "expected an object"
    static let invalid = "is not valid"
    static let notAccepted = "is not an accepted value"
    static let notFinite = "is not a finite number"

    static func outOfRange(_ type: Any.Type) -> String {
        "is out of range for \(type)"
    }
}
