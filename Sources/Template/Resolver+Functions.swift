extension Resolver {
    /// Returns the result of the call; nil for no value.
    func value(of call: Intrinsic) throws(TemplateError) -> Node? {
        switch call.name {
        case "Ref": return try reference(call)
        case "Fn::GetAtt": return try attribute(call)
        case "Fn::Sub": return try substituted(call)
        case "Fn::If":
            let arguments = try call.arguments(3...3)
            guard let name = arguments[0].text else { throw arguments[0].error("Fn::If: expected a condition's name") }
            return try resolve(arguments[try condition(name, at: arguments[0].mark) ? 1 : 2])
        case "Fn::Join": return try joined(call)
        case "Fn::Select": return try selected(call)
        case "Fn::Split": return try split(call)
        case "Fn::FindInMap": return try found(call)
        case "Fn::Equals", "Fn::And", "Fn::Or", "Fn::Not":
            throw TemplateError("\(call.name) is for conditions", at: call.mark)
        default:
            throw TemplateError("\(call.name) is not supported outside AWS", at: call.mark)
        }
    }

    private func reference(_ call: Intrinsic) throws(TemplateError) -> Node? {
        guard let name = call.argument.text else { throw call.argument.error("Ref: expected a name") }
        return try reference(to: name, at: call.mark)
    }

    private func attribute(_ call: Intrinsic) throws(TemplateError) -> Node? {
        if let text = call.argument.text {
            let parts = text.split(separator: ".", maxSplits: 1)
            guard parts.count == 2 else {
                throw call.argument.error("Fn::GetAtt: expected a resource and an attribute")
            }
            return Node(try resourceValue(String(parts[0]), String(parts[1]), at: call.mark), at: call.mark)
        }
        let arguments = try call.arguments(2...2)
        guard let name = arguments[0].text else { throw arguments[0].error("Fn::GetAtt: expected a resource's name") }
        let attribute = try text(arguments[1], call.name)
        return Node(try resourceValue(name, attribute, at: call.mark), at: call.mark)
    }

    private func joined(_ call: Intrinsic) throws(TemplateError) -> Node {
        let arguments = try call.arguments(2...2)
        let separator = try text(arguments[0], call.name)
        var joined = ""
        for (place, part) in try list(arguments[1], call.name).enumerated() {
            guard let text = part.text else { throw part.error("Fn::Join: expected a list of texts") }
            joined += place == 0 ? text : separator + text
            try checkLength(joined.utf8.count, at: call.mark)
        }
        return Node(joined, at: call.mark)
    }

    private func selected(_ call: Intrinsic) throws(TemplateError) -> Node {
        let arguments = try call.arguments(2...2)
        let elements = try list(arguments[1], call.name)
        guard let index = Int(try text(arguments[0], call.name)), elements.indices.contains(index) else {
            throw arguments[0].error("Fn::Select: the list has no such element")
        }
        return elements[index]
    }

    private func split(_ call: Intrinsic) throws(TemplateError) -> Node {
        let arguments = try call.arguments(2...2)
        let separator = try text(arguments[0], call.name)
        guard !separator.isEmpty else { throw arguments[0].error("Fn::Split: expected something to split at") }
        let parts = Self.split(try text(arguments[1], call.name), at: Array(separator.utf8))
        try spend(parts.count, at: call.mark)
        return Node(.sequence(parts.map { Node($0, at: call.mark) }), at: call.mark)
    }

    private static func split(_ text: String, at separator: [UInt8]) -> [String] {
        let bytes = Array(text.utf8)
        var parts: [String] = []
        var (start, position) = (0, 0)
        while position + separator.count <= bytes.count {
            if bytes[position..<position + separator.count].elementsEqual(separator) {
                parts.append(String(decoding: bytes[start..<position], as: UTF8.self))
                position += separator.count
                start = position
            } else {
                position += 1
            }
        }
        return parts + [String(decoding: bytes[start...], as: UTF8.self)]
    }

    private func found(_ call: Intrinsic) throws(TemplateError) -> Node? {
        var node = sections.mappings
        for argument in try call.arguments(3...3) {
            let key = try text(argument, call.name)
            guard let next = node[key] else { throw argument.error("Fn::FindInMap: Mappings has no \(key) there") }
            node = next
        }
        try spend(node.elements?.count ?? 1, at: call.mark)
        return node
    }
}

// MARK: Fn::Sub

extension Resolver {
    private func substituted(_ call: Intrinsic) throws(TemplateError) -> Node {
        var template = call.argument
        var variables: [String: String] = [:]
        if call.argument.elements != nil {
            let arguments = try call.arguments(2...2)
            template = arguments[0]
            guard let members = arguments[1].members else { throw arguments[1].error("Fn::Sub: expected a mapping") }
            for member in members { variables[member.key] = try text(member.value, call.name) }
        }
        guard let text = template.text else { throw template.error("Fn::Sub: expected a text") }
        var result: [UInt8] = []
        for piece in SubstitutionPiece.pieces(of: text) {
            switch piece {
            case .literal(let literal): result += literal
            case .variable(let name):
                let value = if let own = variables[name] { own } else { try variable(name, at: template.mark) }
                result += Array(value.utf8)
            }
            // Check while building, since a few long variables can be repeated thousands of times.
            try checkLength(result.count, at: call.mark)
        }
        return Node(String(decoding: result, as: UTF8.self), at: call.mark)
    }

    /// Returns the value of `${name}` or `${name.attribute}`.
    private func variable(_ name: String, at mark: Mark) throws(TemplateError) -> String {
        let parts = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2 { return try resourceValue(String(parts[0]), String(parts[1]), at: mark) }
        guard let text = try reference(to: name, at: mark)?.text else {
            throw TemplateError("Fn::Sub: \(name) is not a text", at: mark)
        }
        return text
    }
}

/// A piece of a `Fn::Sub` text.
enum SubstitutionPiece: Equatable {
    case literal([UInt8])
    case variable(String)

    /// Returns the pieces of the text; `${!name}` stands for the literal `${name}`, and an unclosed one for itself.
    static func pieces(of text: String) -> [SubstitutionPiece] {
        let bytes = Array(text.utf8)
        var pieces: [SubstitutionPiece] = []
        var (start, position) = (0, 0)
        while position + 1 < bytes.count {
            guard bytes[position] == UInt8(ascii: "$"), bytes[position + 1] == UInt8(ascii: "{") else {
                position += 1
                continue
            }
            guard let end = bytes[position...].firstIndex(of: UInt8(ascii: "}")) else { break }
            let name = String(decoding: bytes[position + 2..<end], as: UTF8.self).trimmed
            if !name.isEmpty {
                pieces.append(.literal(Array(bytes[start..<position])))
                pieces.append(name.hasPrefix("!") ? .literal(Array("${\(name.dropFirst())}".utf8)) : .variable(name))
                start = end + 1
            }
            position = end + 1
        }
        return pieces + [.literal(Array(bytes[start...]))]
    }
}
