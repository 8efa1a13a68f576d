/// One value, or one key, in the flat index of a document.
///
/// A document of n bytes has up to n / 2 of them, so they are packed into eight bytes each.
/// The tokens of a container's content follow its own; in an object keys and values take turns.
struct Token {
    enum Kind: UInt32 {
        case null, bool, number, string, array, object
    }

    /// The longest document whose offsets still fit.
    static let longestDocument = (1 << 28) - 1

    private static let kindMask: UInt32 = 0b0111
    private static let escapesMask: UInt32 = 0b1000

    private let head: UInt32
    private let extent: UInt32

    /// A value without content of its own; for a string, the range is what stands between the quotes.
    init(_ kind: Kind, _ range: Range<Int>, hasEscapes: Bool = false) {
        head = UInt32(truncatingIfNeeded: range.lowerBound) << 4 | (hasEscapes ? Self.escapesMask : 0) | kind.rawValue
        extent = UInt32(truncatingIfNeeded: range.count)
    }

    /// An array or an object; `tokens` is how many it takes up in the index, itself included.
    init(container kind: Kind, at start: Int, tokens: Int) {
        head = UInt32(truncatingIfNeeded: start) << 4 | kind.rawValue
        extent = UInt32(truncatingIfNeeded: tokens)
    }

    var kind: Kind { Kind(rawValue: head & Self.kindMask) ?? .null }
    var hasEscapes: Bool { head & Self.escapesMask != 0 }
    var start: Int { Int(head >> 4) }

    /// Where in the document the text of a value without content is.
    var range: Range<Int> { start..<(start + Int(extent)) }

    /// How many tokens this value and all that it holds take up.
    var tokenCount: Int { isContainer ? Int(extent) : 1 }

    var isContainer: Bool { head & Self.kindMask >= Kind.array.rawValue }

    /// The same container, now that it is known how far it goes.
    func closed(tokens: Int) -> Token {
        Token(container: kind, at: start, tokens: tokens)
    }
}
