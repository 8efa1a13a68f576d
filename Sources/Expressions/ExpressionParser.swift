/// Parses an expression's tokens.
///
/// Syntax errors are thrown at once. Other errors are only noted while parsing continues, because the service looks for
/// them after it has parsed the whole expression.
struct ExpressionParser {
    static let longestExpression = 4096
    static let mostOperators = 300
    static let longestPath = 32
    /// With at most 300 operators, no valid expression is nested deeper.
    static let deepestNesting = mostOperators + 2

    let kind: ExpressionKind
    private let source: [UInt8]
    private let tokens: [ExpressionToken]
    private(set) var position = 0
    private(set) var operatorCount = 0
    private var depth = 0
    var flaws = Flaws()

    init(_ text: String, kind: ExpressionKind) throws(ValidationError) {
        let count = text.utf8.count
        guard count <= Self.longestExpression else {
            throw kind.error(
                "Expression size has exceeded the maximum allowed size; expression size: \(count)")
        }
        guard count > 0 else { throw kind.error("The expression can not be empty;") }
        self.kind = kind
        source = Array(text.utf8)
        tokens = Lexer.tokens(of: source)
    }

    var current: ExpressionToken.Kind { tokens[position].kind }

    var next: ExpressionToken.Kind { position + 1 < tokens.count ? tokens[position + 1].kind : .end }

    mutating func advance() {
        position += 1
    }

    mutating func countOperator() {
        operatorCount += 1
    }

    /// Throws unless everything has been parsed without errors.
    func finish() throws(ValidationError) {
        guard case .end = current else { throw syntaxError() }
        if let flaw = flaws.first(for: kind) { throw flaw }
        guard operatorCount <= Self.mostOperators else { throw tooManyOperators }
    }
}

/// The errors noted on the way, by the service's precedence.
struct Flaws {
    var parentheses: ValidationError?
    var unknownFunction: ValidationError?
    var misusedFunction: ValidationError?
    var path: ValidationError?
    var section: ValidationError?

    func first(for kind: ExpressionKind) -> ValidationError? {
        kind == .update
            ? path ?? parentheses ?? unknownFunction ?? misusedFunction ?? section
            : parentheses ?? unknownFunction ?? misusedFunction ?? path
    }
}

// MARK: Errors and nesting

extension ExpressionParser {
    /// Returns the error for the current token, which quotes the tokens around it.
    func syntaxError() -> ValidationError {
        let token = tokens[position]
        let before = position > 0 ? tokens[position - 1] : token
        guard case .end = token.kind else {
            let after = position + 1 < tokens.count ? tokens[position + 1] : token
            let end = if case .end = after.kind { token } else { after }
            return syntaxError(text(token.range), near: text(before.range.lowerBound..<end.range.upperBound))
        }
        return syntaxError("<EOF>", near: text(before.range))
    }

    private func syntaxError(_ token: String, near: String) -> ValidationError {
        kind.error("Syntax error; token: \"\(token)\", near: \"\(near)\"")
    }

    func text(_ range: Range<Int>) -> String {
        String(decoding: source[range], as: UTF8.self)
    }

    func currentText() -> Text {
        Text(utf8: Array(source[tokens[position].range]))
    }

    func currentBytes() -> ArraySlice<UInt8> {
        source[tokens[position].range]
    }

    var isAtOpening: Bool { isAt(UInt8(ascii: "(")) }

    func isAt(_ symbol: UInt8) -> Bool {
        if case .symbol(symbol) = current { true } else { false }
    }

    mutating func take(_ symbol: UInt8) throws(ValidationError) {
        guard isAt(symbol) else { throw syntaxError() }
        advance()
    }

    mutating func skip(_ symbol: UInt8) -> Bool {
        guard isAt(symbol) else { return false }
        advance()
        return true
    }

    /// Increases the nesting level while the body runs.
    mutating func nested<Result>(
        _ body: (inout ExpressionParser) throws(ValidationError) -> Result
    ) throws(ValidationError) -> Result {
        depth += 1
        guard depth <= Self.deepestNesting else { throw tooDeep() }
        let result = try body(&self)
        depth -= 1
        return result
    }

    /// The service stops counting at the first operator beyond the limit.
    private var tooManyOperators: ValidationError {
        kind.error("The expression contains too many operators; operator count: \(Self.mostOperators + 1)")
    }

    /// Returns the likeliest error for an expression that is nested too deeply.
    private func tooDeep() -> ValidationError {
        if let flaw = flaws.unknownFunction ?? flaws.misusedFunction { return flaw }
        guard operatorCount <= Self.mostOperators else { return tooManyOperators }
        let parentheses = tokens.reduce(0) { balance, token in
            switch token.kind {
            case .symbol(UInt8(ascii: "(")): balance + 1
            case .symbol(UInt8(ascii: ")")): balance - 1
            default: balance
            }
        }
        guard parentheses == 0 else {
            return syntaxError("<EOF>", near: tokens.dropLast().last.map { text($0.range) } ?? "")
        }
        return kind.error("The expression has redundant parentheses;")
    }
}
