extension ExpressionParser {
    /// Parses a complete update.
    static func update(_ text: String) throws(ValidationError) -> [Syntax.Action] {
        var parser = try ExpressionParser(text, kind: .update)
        var actions: [Syntax.Action] = []
        var seen: Set<Keyword> = []
        repeat {
            guard case .keyword(let keyword) = parser.current else { throw parser.syntaxError() }
            try parser.section(keyword, into: &actions)
            if !seen.insert(keyword).inserted { parser.noteRepeated(keyword) }
        } while !parser.isAtEnd
        try parser.finish()
        return actions
    }

    private var isAtEnd: Bool {
        if case .end = current { true } else { false }
    }

    private mutating func noteRepeated(_ keyword: Keyword) {
        flaws.section =
            flaws.section
            ?? kind.error("The \"\(keyword.rawValue)\" section can only be used once in an update expression;")
    }

    private mutating func section(
        _ keyword: Keyword, into actions: inout [Syntax.Action]
    ) throws(ValidationError) {
        guard [.set, .remove, .add, .delete].contains(keyword) else { throw syntaxError() }
        advance()
        repeat {
            let path = try path()
            switch keyword {
            case .set: actions.append(.set(path, try assigned()))
            case .add: actions.append(.add(path, try valuePlaceholder()))
            case .delete: actions.append(.delete(path, try valuePlaceholder()))
            default: actions.append(.remove(path))
            }
        } while skip(UInt8(ascii: ","))
    }

    private mutating func assigned() throws(ValidationError) -> Syntax.Assigned {
        guard case .comparator(.equal) = current else { throw syntaxError() }
        advance()
        return try assignedValue().assigned
    }

    private mutating func assignedValue() throws(ValidationError) -> (assigned: Syntax.Assigned, isGrouped: Bool) {
        let first = isAtOpening ? try assignedGroup() : (.operand(try bareOperand()), false)
        guard case .operand(let left) = first.assigned else { return first }
        guard isAt(UInt8(ascii: "+")) || isAt(UInt8(ascii: "-")) else { return first }
        let isSum = isAt(UInt8(ascii: "+"))
        advance()
        countOperator()
        let right = try operand()
        return (isSum ? .sum(left, right) : .difference(left, right), false)
    }

    private mutating func assignedGroup() throws(ValidationError) -> (assigned: Syntax.Assigned, isGrouped: Bool) {
        try nested { parser throws(ValidationError) in
            parser.advance()
            let inner = try parser.assignedValue()
            try parser.take(UInt8(ascii: ")"))
            if inner.isGrouped { parser.noteRedundantParentheses() }
            return (inner.assigned, true)
        }
    }
}
