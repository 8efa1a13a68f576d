import JSON

extension HTMLWriter {
    /// Writes a schema with its members and their limits, and its example, if any.
    mutating func writeSchema(_ schema: JSONNode, named name: String) {
        element("article", ["id": "schema-\(name)"]) { html in
            html.element("h3") { html in html.element("code", name) }
            if let words = schema["description"]?.string { html.paragraphs(words) }
            if let properties = schema["properties"] {
                html.writeBases(of: schema)
                html.writeProperties(properties, required: schema["required"]?.elements.compactMap(\.string) ?? [])
            } else {
                html.element("p") { html in html.writeType(of: schema) }
            }
            if let example = schema["example"] {
                html.element("pre") { html in html.element("code", example.indentedText) }
            }
        }
    }

    private mutating func writeBases(of schema: JSONNode) {
        guard let bases = schema["allOf"] else { return }
        element("p") { html in
            html.text("All of ")
            for base in bases.elements { html.writeType(of: base) }
            html.text(", and:")
        }
    }

    private mutating func writeProperties(_ properties: JSONNode, required: [String]) {
        writeTable(["Member", "Type", ""]) { html in
            for (name, property) in properties.members {
                html.element("tr") { html in
                    html.element("td") { html in
                        html.element("code", name)
                        if required.contains(name) { html.text(" required") }
                    }
                    html.element("td") { html in html.writeType(of: property) }
                    html.element("td") { html in
                        html.prose(property["description"]?.string ?? "")
                        if property["readOnly"]?.bool == true { html.text(" Read only.") }
                    }
                }
            }
        }
    }

    /// Writes the values that a schema allows: its type and its limits, or a link to them.
    mutating func writeType(of schema: JSONNode) {
        if let name = schema["$ref"]?.string?.split(separator: "/").last.map(String.init) {
            element("a", ["href": "#schema-\(name)"], name)
        } else if let items = schema["items"] {
            text("array of ")
            writeType(of: items)
        } else if let choices = schema["anyOf"] {
            for (index, choice) in choices.elements.enumerated() {
                if index > 0 { text(" or ") }
                writeType(of: choice)
            }
        } else {
            writeSimpleType(of: schema)
        }
        if let value = schema["default"] {
            text(", usually ")
            element("code", value.indentedText)
        }
    }

    /// The number of words above which only one is shown.
    private static let mostWords = 20

    private mutating func writeSimpleType(of schema: JSONNode) {
        if let words = schema["enum"]?.elements, words.count > Self.mostWords {
            let example = schema["examples"]?.elements.first ?? words.first
            text("one of \(words.count) words, such as ")
            element("code", example?.string ?? "")
        } else if let words = schema["enum"]?.elements {
            for (index, word) in words.enumerated() {
                if index > 0 { text(" or ") }
                element("code", word.string ?? word.indentedText)
            }
        } else if let value = schema["const"] {
            element("code", value.indentedText)
        } else {
            let types = schema["type"]?.string.map { [$0] } ?? schema["type"]?.elements.compactMap(\.string) ?? []
            text(types.joined(separator: " or "))
        }
        for limit in schema.limits { text(", \(limit)") }
        if let pattern = schema["pattern"]?.string {
            text(", ")
            element("code", pattern)
        }
    }
}

extension JSONNode {
    /// The limits of a text or a number, in words.
    fileprivate var limits: [String] {
        var limits: [String] = []
        if let format = self["format"]?.string { limits.append(format) }
        if self["minLength"]?.int == 1, self["maxLength"] == nil {
            limits.append("not empty")
        } else if let range = range("minLength", "maxLength") {
            limits.append("\(range) characters")
        }
        if let range = range("minimum", "maximum") { limits.append(range) }
        return limits
    }

    private func range(_ least: String, _ most: String) -> String? {
        switch (self[least]?.int, self[most]?.int) {
        case (let least?, let most?): "\(least) to \(most)"
        case (let least?, nil): "at least \(least)"
        case (nil, let most?): "at most \(most)"
        case (nil, nil): nil
        }
    }
}
