import JSON

/// The answers that operations of the document have in common, each a component of the errors.
///
/// An operation's `answers` lists them by status, in one of two kinds: `detailed`, with FastAPI's detail, and `plain`.
/// Every operation can answer that there are too many requests or that something went wrong, and every operation that
/// is not public, that nobody is signed in.
struct SharedAnswers {
    private static let plain = [
        "400": "BadRequest", "401": "Unauthorized", "413": "TooLarge", "422": "KeyReused", "429": "TooManyRequests",
        "500": "ServerError", "503": "Unavailable",
    ]
    private static let detailed = [
        "400": "Unreadable", "401": "Unauthorized", "403": "Forbidden", "404": "NotFound", "405": "CutOff",
        "409": "Conflict", "413": "DetailedTooLarge", "422": "Invalid", "429": "TooManyRequests",
        "500": "DetailedServerError", "503": "DetailedUnavailable",
    ]

    /// The operation's member in the fragments, which the finished document does not have.
    static let key = "answers"

    /// The document's reference for each status.
    let references: [String: String]

    init(of operation: JSONNode) {
        let isDetailed = operation[Self.key]?["detailed"] != nil
        let listed = operation[Self.key]?[isDetailed ? "detailed" : "plain"]?.elements.compactMap(\.int) ?? []
        let statuses = Set(listed.map(String.init)).union(operation["security"] == nil ? ["401"] : [])
            .union(["429", "500"])
        let names = isDetailed ? Self.detailed : Self.plain
        // A status without a component becomes a broken reference, which a test finds.
        references = Dictionary(
            uniqueKeysWithValues: statuses.map { ($0, "#/components/responses/\(names[$0] ?? $0)") })
    }
}

extension JSONWriter {
    /// Writes paths with their operations, merging shared answers into their responses.
    mutating func paths(_ paths: JSONNode) {
        for (path, item) in paths.members {
            object(path) { json in
                for (method, operation) in item.members { json.object(method) { json in json.operation(operation) } }
            }
        }
    }

    private mutating func operation(_ operation: JSONNode) {
        let shared = SharedAnswers(of: operation)
        for (key, value) in operation.members where key != SharedAnswers.key {
            self.key(key)
            if key == "responses" { responses(value, shared) } else { node(value) }
        }
    }

    /// Writes responses sorted by status.
    private mutating func responses(_ own: JSONNode, _ shared: SharedAnswers) {
        let own = Dictionary(own.members.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
        object { json in
            for status in Set(own.keys).union(shared.references.keys).sorted() {
                json.key(status)
                if let response = own[status] {
                    json.node(response)
                } else if let reference = shared.references[status] {
                    json.object { json in json.member("$ref", reference) }
                }
            }
        }
    }
}
