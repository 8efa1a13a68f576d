/// A piece of an expression.
struct ExpressionToken {
    enum Kind {
        case word
        case keyword(Keyword)
        /// A placeholder for a name, such as `#n`.
        case name
        /// A placeholder for a value, such as `:v`.
        case value
        /// A whole index, such as `[12]` or `[ 12 ]`.
        case index
        case comparator(Comparator)
        case symbol(UInt8)
        /// A character that never occurs in an expression.
        case unknown
        case end
    }

    let kind: Kind
    let range: Range<Int>
}

/// The reserved words of the grammar, in upper or lower case.
enum Keyword: String, CaseIterable {
    case and = "AND"
    case or = "OR"
    case not = "NOT"
    case between = "BETWEEN"
    case isIn = "IN"
    case set = "SET"
    case remove = "REMOVE"
    case add = "ADD"
    case delete = "DELETE"

    private static let longest = 7

    static func matching(_ word: ArraySlice<UInt8>) -> Keyword? {
        guard word.count <= longest else { return nil }
        return allCases.first { keyword in
            keyword.rawValue.utf8.count == word.count
                && zip(keyword.rawValue.utf8, word).allSatisfy { $0 == $1 & ~0x20 }
        }
    }
}

enum Comparator: String {
    case equal = "="
    case notEqual = "<>"
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="

    /// The equivalent comparator with its operands exchanged.
    var mirrored: Comparator {
        switch self {
        case .equal, .notEqual: self
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        }
    }
}

/// Splits an expression into tokens.
struct Lexer {
    private let source: [UInt8]
    private var position = 0

    /// Returns the tokens of an expression, followed by an end token.
    static func tokens(of source: [UInt8]) -> [ExpressionToken] {
        var lexer = Lexer(source: source)
        var tokens: [ExpressionToken] = []
        tokens.reserveCapacity(source.count / 3 + 2)
        while let token = lexer.next() { tokens.append(token) }
        tokens.append(ExpressionToken(kind: .end, range: source.count..<source.count))
        return tokens
    }

    private init(source: [UInt8]) {
        self.source = source
    }

    private mutating func next() -> ExpressionToken? {
        while position < source.count, Self.isSpace(source[position]) { position += 1 }
        guard position < source.count else { return nil }
        let start = position
        let kind = takeToken()
        return ExpressionToken(kind: kind, range: start..<position)
    }

    private mutating func takeToken() -> ExpressionToken.Kind {
        let byte = source[position]
        switch byte {
        case _ where Self.isLetter(byte):
            return takeWord()
        case UInt8(ascii: "#"):
            return takePlaceholder(.name)
        case UInt8(ascii: ":"):
            return takePlaceholder(.value)
        case UInt8(ascii: "["):
            return takeIndex()
        case UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"):
            return .comparator(takeComparator())
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: "+"),
            UInt8(ascii: "-"):
            position += 1
            return .symbol(byte)
        default:
            return takeUnknown()
        }
    }

    private mutating func takeWord() -> ExpressionToken.Kind {
        let start = position
        skip(while: Self.isWordByte)
        return Keyword.matching(source[start..<position]).map(ExpressionToken.Kind.keyword) ?? .word
    }

    private mutating func takePlaceholder(_ kind: ExpressionToken.Kind) -> ExpressionToken.Kind {
        let start = position
        position += 1
        skip(while: Self.isWordByte)
        return position > start + 1 ? kind : .unknown
    }

    /// Consumes a whole index, or only its bracket if it isn't one.
    private mutating func takeIndex() -> ExpressionToken.Kind {
        let start = position
        position += 1
        skip(while: Self.isSpace)
        let digits = position
        skip(while: Self.isDigit)
        let hasDigits = position > digits
        skip(while: Self.isSpace)
        guard hasDigits, position < source.count, source[position] == UInt8(ascii: "]") else {
            position = start + 1
            return .unknown
        }
        position += 1
        return .index
    }

    private mutating func takeComparator() -> Comparator {
        let first = source[position]
        let second = position + 1 < source.count ? source[position + 1] : 0
        let pair: Comparator? =
            switch (first, second) {
            case (UInt8(ascii: "<"), UInt8(ascii: "=")): .lessOrEqual
            case (UInt8(ascii: "<"), UInt8(ascii: ">")): .notEqual
            case (UInt8(ascii: ">"), UInt8(ascii: "=")): .greaterOrEqual
            default: nil
            }
        position += pair == nil ? 1 : 2
        if let pair { return pair }
        return first == UInt8(ascii: "=") ? .equal : first == UInt8(ascii: "<") ? .less : .greater
    }

    /// Consumes a run of digits, or one character of anything else.
    private mutating func takeUnknown() -> ExpressionToken.Kind {
        let first = source[position]
        position += 1
        if Self.isDigit(first) {
            skip(while: Self.isDigit)
        } else if first >= 0x80 {
            skip { $0 & 0xC0 == 0x80 }
        }
        return .unknown
    }

    private mutating func skip(while isPart: (UInt8) -> Bool) {
        while position < source.count, isPart(source[position]) { position += 1 }
    }
}

extension Lexer {
    static func isWordByte(_ byte: UInt8) -> Bool {
        isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_")
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- UInt8(ascii: "a") < 26
    }

    static func isDigit(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") < 10
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }
}
