extension ExpressionParser {
    /// Parses a complete condition.
    static func condition(_ text: String, kind: ExpressionKind) throws(ValidationError) -> Syntax.Condition {
        var parser = try ExpressionParser(text, kind: kind)
        let part = try parser.alternatives()
        guard case .end = parser.current else { throw parser.syntaxError() }
        let condition = try parser.condition(part)
        try parser.finish()
        return condition
    }

    /// A parsed piece that may be a condition or, in parentheses, an operand of what follows.
    private struct Part {
        enum Content {
            case condition(Syntax.Condition)
            case operand(Syntax.Operand)
        }

        var content: Content
        var isGrouped = false
    }

    /// Returns the part as a condition; a lone path or value isn't one, so the text after it must be wrong.
    private mutating func condition(_ part: Part) throws(ValidationError) -> Syntax.Condition {
        switch part.content {
        case .condition(let condition):
            return condition
        case .operand(.call(let call)):
            if call.function == .size { noteMisuse(of: call) }
            return .call(call)
        case .operand:
            throw syntaxError()
        }
    }

    private mutating func alternatives() throws(ValidationError) -> Part {
        let first = try conjunction()
        guard case .keyword(.or) = current else { return first }
        var conditions = [try condition(first)]
        while case .keyword(.or) = current {
            advance()
            countOperator()
            let part = try conjunction()
            conditions.append(try condition(part))
        }
        return Part(content: .condition(.any(conditions)))
    }

    private mutating func conjunction() throws(ValidationError) -> Part {
        let first = try negation()
        guard case .keyword(.and) = current else { return first }
        var conditions = [try condition(first)]
        while case .keyword(.and) = current {
            advance()
            countOperator()
            let part = try negation()
            conditions.append(try condition(part))
        }
        return Part(content: .condition(.all(conditions)))
    }

    private mutating func negation() throws(ValidationError) -> Part {
        var negations = 0
        while case .keyword(.not) = current {
            advance()
            countOperator()
            negations += 1
        }
        let part = try comparison()
        guard negations > 0 else { return part }
        var condition = try condition(part)
        for _ in 0..<min(negations, Self.mostOperators) { condition = .not(condition) }
        return Part(content: .condition(condition))
    }

    private mutating func comparison() throws(ValidationError) -> Part {
        let part = isAtOpening ? try group() : Part(content: .operand(try bareOperand()))
        guard case .operand(let left) = part.content else { return part }
        let condition: Syntax.Condition
        switch current {
        case .comparator(let comparator):
            advance()
            condition = .comparison(left, comparator, try comparedOperand())
        case .keyword(.between):
            advance()
            condition = try bounds(of: left)
        case .keyword(.isIn):
            advance()
            condition = .membership(left, try candidates())
        default:
            return part
        }
        countOperator()
        noteMisuse(asArgument: left)
        return Part(content: .condition(condition))
    }

    private mutating func group() throws(ValidationError) -> Part {
        try nested { parser throws(ValidationError) in
            parser.advance()
            var part = try parser.alternatives()
            try parser.take(UInt8(ascii: ")"))
            if part.isGrouped { parser.noteRedundantParentheses() }
            part.isGrouped = true
            return part
        }
    }

    private mutating func comparedOperand() throws(ValidationError) -> Syntax.Operand {
        let operand = try operand()
        noteMisuse(asArgument: operand)
        return operand
    }

    private mutating func bounds(of operand: Syntax.Operand) throws(ValidationError) -> Syntax.Condition {
        let lower = try comparedOperand()
        guard case .keyword(.and) = current else { throw syntaxError() }
        advance()
        return .between(operand, lower, try comparedOperand())
    }

    private mutating func candidates() throws(ValidationError) -> [Syntax.Operand] {
        try take(UInt8(ascii: "("))
        var candidates: [Syntax.Operand] = []
        repeat {
            candidates.append(try comparedOperand())
        } while skip(UInt8(ascii: ","))
        try take(UInt8(ascii: ")"))
        return candidates
    }
}
