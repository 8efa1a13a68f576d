import JSON

/// The names and values used in a request's expressions, each under an alias.
///
/// Every name gets one, since 573 words are reserved and the list may grow. No value is ever part of an expression's
/// text, so no input from a caller can change its meaning.
struct ExpressionWriter {
    private var names: [String] = []
    private var values: [AttributeValue] = []
    private var fault: String?

    /// Prevents the request from being sent, because it contains an invalid expression.
    mutating func refuse(_ fault: String) {
        self.fault = self.fault ?? fault
    }

    /// Checks that the request can be sent.
    ///
    /// - Throws: If something was refused, the error that the service would return.
    func check() throws(DynamoDBError) {
        if let fault { throw .rejected(type: "ValidationException", message: fault) }
    }

    /// Returns the path with every name in it aliased: `#0.#1[3]`.
    mutating func alias(_ path: AttributePath) -> String {
        path.steps.reduce(into: alias(name: path.name)) { text, step in
            switch step {
            case .member(let name): text += "." + alias(name: name)
            case .element(let index): text += "[\(index)]"
            }
        }
    }

    /// Returns the alias of a value: `:0`.
    mutating func alias(_ value: AttributeValue) -> String {
        values.append(value)
        return ":\(values.count - 1)"
    }

    private mutating func alias(name: String) -> String {
        if let index = names.firstIndex(of: name) { return "#\(index)" }
        names.append(name)
        return "#\(names.count - 1)"
    }

    /// Writes the request's ExpressionAttributeNames and -Values, unless empty.
    func writeAliases(to json: inout JSONWriter) {
        if !names.isEmpty {
            json.key("ExpressionAttributeNames")
            json.object { json in
                for (index, name) in names.enumerated() { json.member("#\(index)", name) }
            }
        }
        if !values.isEmpty {
            json.key("ExpressionAttributeValues")
            json.object { json in
                for (index, value) in values.enumerated() {
                    json.key(":\(index)")
                    value.write(to: &json)
                }
            }
        }
    }
}
