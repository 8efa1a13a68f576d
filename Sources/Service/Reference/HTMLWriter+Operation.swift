import JSON

extension HTMLWriter {
    /// Writes an endpoint: its purpose, its input, its answers, and an example call.
    mutating func writeOperation(_ operation: DocumentedOperation, of document: DocumentTree) {
        element("article", ["id": operation.id]) { html in
            html.element("h3") { html in
                html.element("span", ["class": "method \(operation.method)"], operation.method.uppercased())
                html.text(" ")
                html.element("code", operation.path)
            }
            html.element("p", ["class": "summary"]) { html in
                html.element("strong", operation.summary)
                html.text(operation.isPublic ? " · for everybody" : " · with a token")
            }
            if let words = operation.node["description"]?.string { html.paragraphs(words) }
            html.writeParameters(of: operation, document)
            html.writeBody(of: operation)
            html.writeResponses(of: operation, document)
            html.element("h4", "Example")
            html.element("pre") { html in html.element("code", CurlCommand(operation, document).text) }
        }
    }

    private mutating func writeParameters(of operation: DocumentedOperation, _ document: DocumentTree) {
        let parameters = (operation.node["parameters"]?.elements.map(\.self) ?? []).map(document.resolved)
        guard !parameters.isEmpty else { return }
        element("h4", "Parameters")
        writeTable(["Name", "Type", ""]) { html in
            for parameter in parameters {
                html.element("tr") { html in
                    html.element("td") { html in
                        html.element("code", parameter["name"]?.string ?? "")
                        html.text(" \(parameter["in"]?.string ?? "")")
                        if parameter["required"]?.bool == true { html.text(", required") }
                    }
                    html.element("td") { html in
                        if let schema = parameter["schema"] { html.writeType(of: schema) }
                    }
                    html.element("td") { html in html.prose(parameter["description"]?.string ?? "") }
                }
            }
        }
    }

    private mutating func writeBody(of operation: DocumentedOperation) {
        guard let schema = operation.body?["schema"] else { return }
        let isRequired = operation.node["requestBody"]?["required"]?.bool == true
        element("h4", "Body")
        element("p") { html in
            html.writeType(of: schema)
            html.text(isRequired ? ", required" : ", may be left out")
        }
    }

    private mutating func writeResponses(of operation: DocumentedOperation, _ document: DocumentTree) {
        guard let responses = operation.node["responses"] else { return }
        element("h4", "Answers")
        writeTable(["Status", "Body", ""]) { html in
            for (status, answer) in responses.members {
                let response = document.resolved(answer)
                html.element("tr") { html in
                    html.element("td") { html in html.element("code", status) }
                    html.element("td") { html in
                        for (_, content) in response["content"]?.members.map(\.self) ?? [] {
                            if let schema = content["schema"] { html.writeType(of: schema) }
                        }
                    }
                    html.element("td") { html in
                        html.prose(response["description"]?.string ?? "")
                        for (name, _) in response["headers"]?.members.map(\.self) ?? [] {
                            html.text(" · ")
                            html.element("code", name)
                        }
                    }
                }
            }
        }
    }

    /// Writes a table that scrolls separately on narrow screens.
    mutating func writeTable(_ titles: [String], _ rows: (inout HTMLWriter) -> Void) {
        element("div", ["class": "table"]) { html in
            html.element("table") { html in
                html.element("thead") { html in
                    html.element("tr") { html in for title in titles { html.element("th", title) } }
                }
                html.element("tbody") { html in rows(&html) }
            }
        }
    }
}
