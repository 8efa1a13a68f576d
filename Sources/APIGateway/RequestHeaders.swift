/// A request's headers; names compare without regard to case.
public struct RequestHeaders: Equatable, Sendable {
    private let values: [String: String]

    /// Of a name that comes in several spellings, the values are joined by commas, as the service does.
    init(_ fields: some Sequence<(key: String, value: String)>) {
        values = Dictionary(fields.map { ($0.key.lowercased(), $0.value) }) { "\($0),\($1)" }
    }

    /// The value of that header, whose name is given in lower case; nil when there is none.
    public subscript(name: String) -> String? { values[name] }
}
