/// A parser that reads a document once, front to back, into its flat index.
///
/// It does not recurse: open containers are kept in a list, so depth needs no stack.
struct Parser {
    let bytes: UnsafeBufferPointer<UInt8>
    let maximumDepth: Int
    var position = 0
    var tokens: [Token] = []
    /// The tokens of the containers that are still open, outermost first.
    private var open: [Int] = []

    init(_ bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
        tokens.reserveCapacity(bytes.count / 8 + 1)
    }

    /// The current byte, or 0 at the end of the text: no rule of JSON accepts a byte 0, so the end is never overrun.
    @inline(__always)
    var current: UInt8 { position < bytes.count ? bytes[position] : 0 }

    mutating func parseDocument() throws(JSONError) {
        try parseValue()
        while let container = open.last {
            try parseNext(in: container)
        }
        skipWhitespace()
        guard position == bytes.count else { throw unexpected() }
    }

    /// Consumes the next thing in the innermost container: its end, or one more element or member.
    private mutating func parseNext(in container: Int) throws(JSONError) {
        let isObject = tokens[container].kind == .object
        skipWhitespace()
        if current == (isObject ? Byte.closeBrace : Byte.closeBracket) {
            position += 1
            tokens[container] = tokens[container].closed(tokens: tokens.count - container)
            open.removeLast()
            return
        }
        let isFirst = tokens.count == container + 1
        if !isFirst { try expect(Byte.comma) }
        if isObject { try parseKey() }
        try parseValue()
    }

    private mutating func parseKey() throws(JSONError) {
        skipWhitespace()
        try expect(Byte.quote)
        try parseString()
        skipWhitespace()
        try expect(Byte.colon)
    }

    /// Consumes a whole value, or the opening of a container.
    private mutating func parseValue() throws(JSONError) {
        skipWhitespace()
        switch current {
        case Byte.quote:
            position += 1
            try parseString()
        case Byte.openBrace: try openContainer(.object)
        case Byte.openBracket: try openContainer(.array)
        case UInt8(ascii: "t"): try parseWord("true", .bool)
        case UInt8(ascii: "f"): try parseWord("false", .bool)
        case UInt8(ascii: "n"): try parseWord("null", .null)
        default: try parseNumber()
        }
    }

    private mutating func openContainer(_ kind: Token.Kind) throws(JSONError) {
        guard open.count < maximumDepth else { throw JSONError(syntax: "nested too deeply", at: position) }
        open.append(tokens.count)
        tokens.append(Token(container: kind, at: position, tokens: 1))
        position += 1
    }

    private mutating func parseWord(_ word: StaticString, _ kind: Token.Kind) throws(JSONError) {
        let start = position
        for letter in UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount) {
            try expect(letter)
        }
        tokens.append(Token(kind, start..<position))
    }

    private mutating func parseNumber() throws(JSONError) {
        let start = position
        guard skipNumber(in: bytes, at: &position) else { throw unexpected() }
        tokens.append(Token(.number, start..<position))
    }

    @inline(__always)
    mutating func skipWhitespace() {
        guard Self.isWhitespace(current) else { return }
        var next = position + 1
        while next < bytes.count, Self.isWhitespace(bytes[next]) { next += 1 }
        position = next
    }

    @inline(__always)
    private static func isWhitespace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    @inline(__always)
    mutating func expect(_ byte: UInt8) throws(JSONError) {
        guard current == byte else { throw unexpected() }
        position += 1
    }

    func unexpected() -> JSONError {
        JSONError(syntax: position < bytes.count ? "unexpected character" : "unexpected end", at: position)
    }
}
