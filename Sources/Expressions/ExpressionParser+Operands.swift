extension ExpressionParser {
    /// Parses a path, a value placeholder, a function call, or one of these in parentheses.
    mutating func operand() throws(ValidationError) -> Syntax.Operand {
        guard isAtOpening else { return try bareOperand() }
        return try nested { parser throws(ValidationError) in
            parser.advance()
            let isGrouped = parser.isAtOpening
            let operand = try parser.operand()
            try parser.take(UInt8(ascii: ")"))
            if isGrouped { parser.noteRedundantParentheses() }
            return operand
        }
    }

    mutating func bareOperand() throws(ValidationError) -> Syntax.Operand {
        switch current {
        case .value:
            return .value(try valuePlaceholder())
        case .word:
            if case .symbol(UInt8(ascii: "(")) = next { return .call(try call()) }
            return .path(try path())
        case .name:
            return .path(try path())
        default:
            throw syntaxError()
        }
    }

    mutating func valuePlaceholder() throws(ValidationError) -> Text {
        guard case .value = current else { throw syntaxError() }
        defer { advance() }
        return currentText()
    }

    mutating func noteRedundantParentheses() {
        flaws.parentheses = flaws.parentheses ?? kind.error("The expression has redundant parentheses;")
    }
}

// MARK: Functions

extension ExpressionParser {
    private mutating func call() throws(ValidationError) -> Syntax.Call {
        let function = Function(name: currentText().description)
        if let problem = function.problem(in: kind) {
            flaws.unknownFunction = flaws.unknownFunction ?? kind.error(problem)
        }
        advance()
        return try nested { parser throws(ValidationError) in
            parser.advance()
            var arguments: [Syntax.Operand] = []
            repeat {
                let argument = try parser.operand()
                parser.noteMisuse(asArgument: argument)
                arguments.append(argument)
            } while parser.skip(UInt8(ascii: ","))
            try parser.take(UInt8(ascii: ")"))
            return Syntax.Call(function: function, arguments: arguments)
        }
    }

    /// Notes an error for a function without a value that is used as an operand.
    mutating func noteMisuse(asArgument operand: Syntax.Operand) {
        guard case .call(let call) = operand else { return }
        let allowed: Function = kind == .update ? .ifNotExists : .size
        if call.function != allowed { noteMisuse(of: call) }
    }

    mutating func noteMisuse(of call: Syntax.Call) {
        flaws.misusedFunction =
            flaws.misusedFunction
            ?? kind.error(
                "The function is not allowed to be used this way in an expression; function: \(call.function.name)")
    }
}

// MARK: Paths

extension ExpressionParser {
    mutating func path() throws(ValidationError) -> Syntax.Path {
        var path = Syntax.Path(steps: [try attributeName()])
        while true {
            if skip(UInt8(ascii: ".")) {
                path.steps.append(try attributeName())
            } else if case .index = current {
                path.steps.append(index())
                advance()
            } else {
                break
            }
        }
        if path.steps.count > Self.longestPath {
            notePath("The document path has too many nesting levels; nesting levels: \(path.steps.count)")
        }
        return path
    }

    private mutating func attributeName() throws(ValidationError) -> Syntax.Path.Step {
        defer { advance() }
        switch current {
        case .word:
            if ReservedWords.contains(currentBytes()) {
                notePath("Attribute name is a reserved keyword; reserved keyword: \(currentText())")
            }
            return .word(currentText())
        case .name:
            return .placeholder(currentText())
        default:
            throw syntaxError()
        }
    }

    private mutating func index() -> Syntax.Path.Step {
        let digits = currentBytes().filter(Lexer.isDigit)
        guard digits.count <= Self.longestIndex, let index = Int32(String(decoding: digits, as: UTF8.self)) else {
            notePath("List index is not within the allowable range; index: \(currentText())")
            return .index(0)
        }
        return .index(Int(index))
    }

    private static let longestIndex = 10

    private mutating func notePath(_ problem: String) {
        flaws.path = flaws.path ?? kind.error(problem)
    }
}

extension Syntax.Path {
    /// Returns the path with its placeholders resolved.
    func resolved(
        in kind: ExpressionKind, with placeholders: inout Placeholders
    ) throws(ValidationError) -> DocumentPath {
        var attribute: Text?
        var rest: [DocumentPath.Step] = []
        for step in steps {
            let resolved: DocumentPath.Step
            switch step {
            case .word(let name): resolved = .member(name)
            case .placeholder(let placeholder): resolved = .member(try placeholders.name(placeholder, in: kind))
            case .index(let index): resolved = .element(index)
            }
            if attribute == nil, case .member(let name) = resolved {
                attribute = name
            } else {
                rest.append(resolved)
            }
        }
        return DocumentPath(attribute ?? Text(utf8: []), rest)
    }
}
