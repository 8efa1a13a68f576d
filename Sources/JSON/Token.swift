/// One value, or one key, in the flat index of a document.
///
/// A document of n bytes has up to n / 2 tokens, so each is packed into eight bytes. The tokens of a container's
/// contents follow its own; in an object, keys and values alternate.
struct Token {
    enum Kind: UInt32 {
        case null, bool, number, string, array, object
    }

    /// The greatest length at which a document's offsets still fit.
    static let longestDocument = (1 << 28) - 1

    private static let kindMask: UInt32 = 0b0111
    private static let escapesMask: UInt32 = 0b1000

    private let head: UInt32
    private let extent: UInt32

    /// Creates a token without contents; for a string, the range is the text between the quotes.
    init(_ kind: Kind, _ range: Range<Int>, hasEscapes: Bool = false) {
        head = UInt32(truncatingIfNeeded: range.lowerBound) << 4 | (hasEscapes ? Self.escapesMask : 0) | kind.rawValue
        extent = UInt32(truncatingIfNeeded: range.count)
    }

    /// Creates the token of an array or an object; `tokens` counts itself and its contents.
    init(container kind: Kind, at start: Int, tokens: Int) {
        head = UInt32(truncatingIfNeeded: start) << 4 | kind.rawValue
        extent = UInt32(truncatingIfNeeded: tokens)
    }

    var kind: Kind { Kind(rawValue: head & Self.kindMask) ?? .null }
    var hasEscapes: Bool { head & Self.escapesMask != 0 }
    var start: Int { Int(head >> 4) }

    /// The range of a value's text in the document, for a value without contents.
    var range: Range<Int> { start..<(start + Int(extent)) }

    /// The number of tokens for this value and its contents.
    var tokenCount: Int { isContainer ? Int(extent) : 1 }

    var isContainer: Bool { head & Self.kindMask >= Kind.array.rawValue }

    /// Returns the same container with its number of tokens, once that is known.
    func closed(tokens: Int) -> Token {
        Token(container: kind, at: start, tokens: tokens)
    }
}
