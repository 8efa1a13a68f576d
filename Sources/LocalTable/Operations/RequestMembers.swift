import JSON

/// Accessors for the members of a request that matches its shape.
extension JSONNode {
    /// Returns a member; nil if it is missing or null.
    func member(_ name: String) -> JSONNode? {
        self[name].flatMap { $0.isNull ? nil : $0 }
    }

    func text(_ name: String) -> String? { self[name]?.string }

    func flag(_ name: String) -> Bool? { self[name]?.bool }

    func integer(_ name: String) -> Int? { self[name]?.int }

    func texts(_ name: String) -> [String]? {
        member(name)?.array.map { $0.compactMap(\.string) }
    }

    /// Returns a member that the shape requires.
    func required(member name: String) throws -> JSONNode {
        guard let node = member(name) else { throw ServiceFailure.internalError }
        return node
    }

    /// Returns a text that the shape requires.
    func required(text name: String) throws -> String {
        guard let text = text(name) else { throw ServiceFailure.internalError }
        return text
    }
}

/// The style of a request's parameters: expressions, or the legacy parameters before them.
struct ParameterStyle {
    let expressions: [String]
    let legacy: [String]

    /// Throws for a mixture of both, for placeholders without expressions, and for legacy parameters.
    ///
    /// Legacy parameters are not supported: expressions can say the same, and nothing new should use them.
    func check(_ input: JSONNode) throws {
        let given = expressions.filter { input.member($0) != nil }
        let older = legacy.filter { input.member($0) != nil }
        if !given.isEmpty, !older.isEmpty {
            throw ServiceFailure.validation(
                "Can not use both expression and non-expression parameters in the same request: "
                    + "Non-expression parameters: {\(older.joined(separator: ", "))} "
                    + "Expression parameters: {\(given.joined(separator: ", "))}")
        }
        try checkPlaceholders(of: input, given)
        guard let parameter = older.first else { return }
        throw ServiceFailure.validation(
            "LocalTable does not offer the legacy parameter \(parameter): use expressions instead")
    }

    private func checkPlaceholders(of input: JSONNode, _ given: [String]) throws {
        if given.isEmpty, input.member("ExpressionAttributeNames") != nil {
            throw ServiceFailure.validation("ExpressionAttributeNames can only be specified when using expressions")
        }
        let valued = expressions.filter { $0 != "ProjectionExpression" }
        guard !valued.isEmpty, input.member("ExpressionAttributeValues") != nil else { return }
        guard !valued.contains(where: given.contains) else { return }
        throw ServiceFailure.validation(
            "ExpressionAttributeValues can only be specified when using expressions: "
                + valued.joined(separator: " and ") + (valued.count > 1 ? " are null" : " is null"))
    }
}
