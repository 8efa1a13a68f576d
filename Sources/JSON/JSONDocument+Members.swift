import Glibc

extension JSONDocument {
    /// The keys of an object, as token indices.
    struct Keys: Sequence, IteratorProtocol {
        let document: JSONDocument
        var position: Int
        let end: Int

        mutating func next() -> Int? {
            guard position < end else { return nil }
            defer { position = document.token(after: position + 1) }
            return position
        }
    }

    /// The keys of an object; none for anything else.
    func keys(of object: Int) -> Keys {
        let end = tokens[object].kind == .object ? token(after: object) : 0
        return Keys(document: self, position: object + 1, end: end)
    }

    func hasMoreMembers(than limit: Int, _ object: Int) -> Bool {
        keys(of: object).dropFirst(limit).first { _ in true } != nil
    }

    /// The token of the last value with this key.
    func lastMember(of object: Int, key: String) -> Int? {
        guard tokens[object].kind == .object else { return nil }
        var contiguous = key
        return contiguous.withUTF8 { lastKey($0, from: object + 1, to: token(after: object)).map { $0 + 1 } }
    }

    /// Returns whether no later key of the object is equal to this one.
    func isLastMember(_ key: Int, of object: Int) -> Bool {
        let (start, end) = (token(after: key + 1), token(after: object))
        guard tokens[key].hasEscapes else {
            return withText(of: tokens[key]) { lastKey($0, from: start, to: end) == nil }
        }
        var text = string(tokens[key])
        return text.withUTF8 { lastKey($0, from: start, to: end) == nil }
    }

    /// Returns the keys of an object that match a lower-case name, ignoring the case of ASCII letters.
    func keys(of object: Int, spelling name: String) -> [Int] {
        guard tokens[object].kind == .object else { return [] }
        var (contiguous, keys) = (name, [Int]())
        contiguous.withUTF8 { name in
            forEachKey(from: object + 1, to: token(after: object)) { key, token, bytes in
                if isSpelling(of: name, token, in: bytes) { keys.append(key) }
            }
        }
        return keys
    }

    /// Returns the last key with this text between two tokens of an object.
    private func lastKey(_ text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int? {
        var last: Int?
        forEachKey(from: start, to: end) { key, token, bytes in
            if Self.isText(text, token, in: bytes) { last = key }
        }
        return last
    }

    /// Visits the keys between two tokens of an object.
    ///
    /// Most of the time of reading is spent here; the pointers avoid reference counting.
    @inline(__always)
    private func forEachKey(
        from start: Int, to end: Int, _ visit: (Int, Token, UnsafeBufferPointer<UInt8>) -> Void
    ) {
        tokens.withUnsafeBufferPointer { tokens in
            bytes.withUnsafeBufferPointer { bytes in
                var key = start
                while key < end {
                    visit(key, tokens[key], bytes)
                    key += 1 + tokens[key + 1].tokenCount
                }
            }
        }
    }

    private func isSpelling(
        of name: UnsafeBufferPointer<UInt8>, _ token: Token, in bytes: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        guard token.hasEscapes else { return bytes[token.range].isSpelling(of: name) }
        return utf8(token).isSpelling(of: name)
    }

    @inline(__always)
    private static func isText(
        _ text: UnsafeBufferPointer<UInt8>, _ token: Token, in bytes: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        let range = token.range
        // Length alone rules out nearly every other key; a key with escapes is longer than its text.
        guard range.count == text.count || token.hasEscapes else { return false }
        guard !token.hasEscapes else {
            var escaped = EscapedText(UnsafeBufferPointer(rebasing: bytes[range]))
            return escaped.matches(text)
        }
        guard let written = bytes.baseAddress, let wanted = text.baseAddress else { return range.isEmpty }
        return memcmp(written + range.lowerBound, wanted, range.count) == 0
    }
}

extension Collection<UInt8> {
    /// Returns whether the text matches a lower-case name, ignoring the case of ASCII letters.
    fileprivate func isSpelling(of name: UnsafeBufferPointer<UInt8>) -> Bool {
        count == name.count
            && zip(self, name).allSatisfy { byte, wanted in
                byte == wanted || (0x41...0x5A).contains(byte) && byte | 0x20 == wanted
            }
    }
}
