import Glibc

extension JSONDocument {
    /// The keys of an object, as indices of their tokens.
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

    /// Whether no key that follows this one in its object is the same.
    func isLastMember(_ key: Int, of object: Int) -> Bool {
        let (start, end) = (token(after: key + 1), token(after: object))
        guard tokens[key].hasEscapes else {
            return withText(of: tokens[key]) { lastKey($0, from: start, to: end) == nil }
        }
        var text = string(tokens[key])
        return text.withUTF8 { lastKey($0, from: start, to: end) == nil }
    }

    /// The last key with this text between two tokens of an object.
    ///
    /// Most of the time of reading goes through here: hence the pointers, which spare the counting of references.
    private func lastKey(_ text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int? {
        tokens.withUnsafeBufferPointer { tokens in
            bytes.withUnsafeBufferPointer { bytes in
                var last: Int?
                var key = start
                while key < end {
                    if Self.isText(text, tokens[key], in: bytes) { last = key }
                    key += 1 + tokens[key + 1].tokenCount
                }
                return last
            }
        }
    }

    private static func isText(
        _ text: UnsafeBufferPointer<UInt8>, _ token: Token, in bytes: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        let range = token.range
        guard !token.hasEscapes else {
            var escaped = EscapedText(UnsafeBufferPointer(rebasing: bytes[range]))
            return escaped.matches(text)
        }
        guard range.count == text.count else { return false }
        guard let written = bytes.baseAddress, let wanted = text.baseAddress else { return range.isEmpty }
        return memcmp(written + range.lowerBound, wanted, range.count) == 0
    }
}
