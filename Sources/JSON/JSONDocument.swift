/// A document that has been checked and indexed; values are made only from what is read.
///
/// ```swift
/// let request = try JSONDocument(parsing: bytes).root
/// let hour = try request.required("schedule").required("hour").asInt()
/// ```
public final class JSONDocument: Sendable {
    let bytes: [UInt8]
    let tokens: [Token]

    /// Parses a document by the rules of RFC 8259: UTF-8 without a byte order mark, one value, surrounded only by white
    /// space.
    ///
    /// If a key is repeated, the last one counts. Numbers may have any size.
    ///
    /// - Parameters:
    ///   - bytes: The text, up to 256 MB of it.
    ///   - maximumDepth: How deeply arrays and objects may be nested. Parsing needs no stack for them, but `value` and
    ///     `decode` do: a program that allows more than the default 512 should read only nodes.
    /// - Throws: If the text is not JSON, with the offset at which it stops being JSON.
    public init(parsing bytes: [UInt8], maximumDepth: Int = 512) throws(JSONError) {
        guard bytes.count <= Token.longestDocument else {
            throw JSONError(syntax: "too long", at: Token.longestDocument)
        }
        self.bytes = bytes
        tokens = try bytes.withUnsafeBufferPointer { bytes throws(JSONError) in
            var parser = Parser(bytes, maximumDepth: maximumDepth)
            try parser.parseDocument()
            return parser.tokens
        }
    }

    /// The document's top-level value.
    public var root: JSONNode { JSONNode(self, 0) }
}

extension JSONDocument {
    /// Returns the index of the token after a value and all its contents.
    func token(after index: Int) -> Int {
        index + tokens[index].tokenCount
    }

    /// Calls `body` with the text of a string or a number, escapes unresolved.
    func withText<Result>(of token: Token, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[token.range])) }
    }

    /// Returns the string with its escapes resolved.
    func string(_ token: Token) -> String {
        withText(of: token) { text in
            guard token.hasEscapes else { return String(decoding: text, as: UTF8.self) }
            return String(unsafeUninitializedCapacity: text.count) { target in
                var escaped = EscapedText(text)
                return escaped.unescape(into: target)
            }
        }
    }

    /// Returns the string's bytes with its escapes resolved.
    func utf8(_ token: Token) -> [UInt8] {
        guard token.hasEscapes else { return Array(bytes[token.range]) }
        return withText(of: token) { text in
            [UInt8](unsafeUninitializedCapacity: text.count) { target, count in
                var escaped = EscapedText(text)
                count = escaped.unescape(into: target)
            }
        }
    }

    /// Returns the path to a value, found by walking down from the root: it costs nothing until it is needed.
    func path(to target: Int) -> String {
        var path = JSONPath()
        var container = 0
        while container < target {
            let isObject = tokens[container].kind == .object
            var child = container + 1
            var position = 0
            while token(after: isObject ? child + 1 : child) <= target {
                child = token(after: isObject ? child + 1 : child)
                position += 1
            }
            if isObject {
                path.append(key: string(tokens[child]))
            } else {
                path.append(index: position)
            }
            container = isObject ? child + 1 : child
        }
        return path.text
    }
}
