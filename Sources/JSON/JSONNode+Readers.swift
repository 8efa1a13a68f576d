/// Readers for decoders that are written by hand: what they throw says where in the document it is.
///
/// Finding that place means walking there from the front. To leave out what does not fit, rather than refuse the
/// document, use `string`, `int` and so on: a `try?` for each of a million elements would walk a million times.
extension JSONNode {
    /// An error at this node, for a value that breaks a rule of its own, such as `must be in the future`.
    public func error(_ problem: String) -> JSONError {
        JSONError(path: path, problem: problem)
    }

    /// The member with this key; throws when there is none, or when this is not an object.
    ///
    /// A member that is null is there: reading it as anything else throws.
    public func required(_ key: String) throws(JSONError) -> JSONNode {
        guard token.kind == .object else { throw error(Problem.notAnObject) }
        guard let member = self[key] else { throw JSONError(path: key, problem: Problem.missing).under(path) }
        return member
    }

    /// The member with this key; nil when there is none or it is null; throws when this is not an object.
    public func optional(_ key: String) throws(JSONError) -> JSONNode? {
        guard token.kind == .object else { throw error(Problem.notAnObject) }
        guard let member = self[key], !member.isNull else { return nil }
        return member
    }

    /// The string; throws for other kinds.
    public func asString() throws(JSONError) -> String {
        guard let string else { throw error(Problem.notAString) }
        return string
    }

    /// The truth value; throws for other kinds.
    public func asBool() throws(JSONError) -> Bool {
        guard let bool else { throw error(Problem.notABool) }
        return bool
    }

    /// The number; throws for other kinds.
    public func asNumber() throws(JSONError) -> JSONNumber {
        guard let number else { throw error(Problem.notANumber) }
        return number
    }

    /// The number as an integer; throws for other kinds, for what is not whole, and for what `Int` can't hold.
    public func asInt() throws(JSONError) -> Int {
        guard let number else { throw error(Problem.notAnInteger) }
        switch number.wholeValue(Int.self) {
        case .exact(let value): return value
        case .outOfRange: throw error(Problem.outOfRange(Int.self))
        case .notWhole: throw error(Problem.notAnInteger)
        }
    }

    /// The elements; throws for anything but an array.
    public func asArray() throws(JSONError) -> Elements {
        guard let array else { throw error(Problem.notAnArray) }
        return array
    }

    /// The members; throws for anything but an object.
    public func asObject() throws(JSONError) -> Members {
        guard let object else { throw error(Problem.notAnObject) }
        return object
    }
}

/// What can be wrong with a value that is JSON; none of it quotes the value.
enum Problem {
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
