/// Values read without a nested decoder.
extension TreeDecoder {
    typealias Key = () -> (any CodingKey)?

    func string(_ tree: any DecodableTree, at key: @autoclosure Key) throws -> String {
        guard let string = tree.string else { throw mismatch(String.self, ReaderProblem.notAString, tree, at: key()) }
        return string
    }

    func bool(_ tree: any DecodableTree, at key: @autoclosure Key) throws -> Bool {
        guard let bool = tree.bool else { throw mismatch(Bool.self, ReaderProblem.notABool, tree, at: key()) }
        return bool
    }

    func integer<Integer: FixedWidthInteger>(
        _ type: Integer.Type, _ tree: any DecodableTree, at key: @autoclosure Key
    ) throws -> Integer {
        guard let number = tree.number else { throw mismatch(type, ReaderProblem.notAnInteger, tree, at: key()) }
        switch number.wholeValue(type) {
        case .exact(let integer): return integer
        case .outOfRange: throw mismatch(type, ReaderProblem.outOfRange(type), tree, at: key())
        case .notWhole: throw mismatch(type, ReaderProblem.notAnInteger, tree, at: key())
        }
    }

    func double(_ tree: any DecodableTree, at key: @autoclosure Key) throws -> Double {
        let double = try number(tree, at: key()).double
        guard double.isFinite else {
            throw mismatch(Double.self, ReaderProblem.outOfRange(Double.self), tree, at: key())
        }
        return double
    }

    private func float(_ tree: any DecodableTree, at key: @autoclosure Key) throws -> Float {
        let float = try number(tree, at: key()).float
        guard float.isFinite else { throw mismatch(Float.self, ReaderProblem.outOfRange(Float.self), tree, at: key()) }
        return float
    }

    private func number(_ tree: any DecodableTree, at key: @autoclosure Key) throws -> JSONNumber {
        guard let number = tree.number else { throw mismatch(Double.self, ReaderProblem.notANumber, tree, at: key()) }
        return number
    }

    func elements(of tree: any DecodableTree, at key: @autoclosure Key) throws -> [any DecodableTree] {
        guard let elements = tree.decodableElements else {
            throw mismatch([Any].self, ReaderProblem.notAnArray, tree, at: key())
        }
        return elements
    }

    func members(of tree: any DecodableTree, at key: @autoclosure Key) throws -> any DecodableMembers {
        guard let members = tree.decodableMembers else {
            throw mismatch([String: Any].self, ReaderProblem.notAnObject, tree, at: key())
        }
        return members
    }

    /// Returns a value of a type that needs no nested decoder; nil for all other types.
    ///
    /// Each cast is from a type to itself under another name.
    func leaf<Value>(_ type: Value.Type, from tree: any DecodableTree, at key: @autoclosure Key) throws -> Value? {
        if type == String.self { return try string(tree, at: key()) as? Value }
        if type == Int.self { return try integer(Int.self, tree, at: key()) as? Value }
        if type == Bool.self { return try bool(tree, at: key()) as? Value }
        if type == Double.self { return try double(tree, at: key()) as? Value }
        if type == Float.self { return try float(tree, at: key()) as? Value }
        if type == JSONNumber.self { return try number(tree, at: key()) as? Value }
        if type == JSONValue.self { return JSONValue(tree) as? Value }
        if type == Swift.type(of: tree) { return tree as? Value }
        if type == [String: String].self { return try strings(tree, at: key()) as? Value }
        return try otherInteger(type, from: tree, at: key())
    }

    /// Reads headers and the like: nearly every request has several.
    private func strings(_ tree: any DecodableTree, at key: @autoclosure Key) throws -> [String: String] {
        let members = try members(of: tree, at: key())
        var strings: [String: String] = [:]
        for name in members.allKeys {
            guard let member = members.member(name) else { continue }
            guard let string = member.string else {
                let holder = TreeDecoder(tree, parent: self, key: key())
                throw holder.mismatch(String.self, ReaderProblem.notAString, member, at: NameKey(stringValue: name))
            }
            strings[name] = string
        }
        return strings
    }

    private func otherInteger<Value>(
        _ type: Value.Type, from tree: any DecodableTree, at key: @autoclosure Key
    ) throws -> Value? {
        if type == Int64.self { return try integer(Int64.self, tree, at: key()) as? Value }
        if type == Int32.self { return try integer(Int32.self, tree, at: key()) as? Value }
        if type == Int16.self { return try integer(Int16.self, tree, at: key()) as? Value }
        if type == Int8.self { return try integer(Int8.self, tree, at: key()) as? Value }
        if type == Int128.self { return try integer(Int128.self, tree, at: key()) as? Value }
        if type == UInt.self { return try integer(UInt.self, tree, at: key()) as? Value }
        if type == UInt64.self { return try integer(UInt64.self, tree, at: key()) as? Value }
        if type == UInt32.self { return try integer(UInt32.self, tree, at: key()) as? Value }
        if type == UInt16.self { return try integer(UInt16.self, tree, at: key()) as? Value }
        if type == UInt8.self { return try integer(UInt8.self, tree, at: key()) as? Value }
        if type == UInt128.self { return try integer(UInt128.self, tree, at: key()) as? Value }
        return nil
    }
}
