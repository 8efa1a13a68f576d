import JSON

/// Collects the names and values that a request's expressions speak of, each under an alias.
///
/// Every name gets one, since 573 words are reserved and the list may grow; and no value is ever part of the text of an
/// expression, so that nothing a caller sends can change its meaning.
struct ExpressionWriter {
    private var names: [String] = []
    private var values: [AttributeValue] = []
    private var fault: String?

    /// Keeps the request from being sent: what it says is no expression.
    mutating func refuse(_ fault: String) {
        self.fault = self.fault ?? fault
    }

    /// Throws what was refused, as the service would.
    func check() throws(DynamoDBError) {
        if let fault { throw .rejected(type: "ValidationException", message: fault) }
    }

    /// The path with every name in it aliased: `#0.#1[3]`.
    mutating func alias(_ path: AttributePath) -> String {
        path.steps.reduce(into: alias(name: path.name)) { text, step in
            switch step {
            case .member(let name): text += "." + alias(name: name)
            case .element(let index): text += "[\(index)]"
            }
        }
    }

    /// The alias of a value: `:0`.
    mutating func alias(_ value: AttributeValue) -> String {
        values.append(value)
        return ":\(values.count - 1)"
    }

    private mutating func alias(name: String) -> String {
        if let index = names.firstIndex(of: name) { return "#\(index)" }
        names.append(name)
        return "#\(names.count - 1)"
    }

    /// Writes the request's ExpressionAttributeNames and -Values, where there are any.
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
