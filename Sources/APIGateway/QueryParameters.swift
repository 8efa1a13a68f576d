import Bytes
import JSON
public import Platform

/// The parameters of a request's query, in order and including repetitions.
public struct QueryParameters: Equatable, Sendable {
    /// One `name=value`.
    public struct Parameter: Equatable, Sendable {
        /// The decoded name.
        public let name: String
        /// The decoded value; empty if there was none.
        public let value: String
    }

    /// All parameters, in order.
    public let all: [Parameter]

    /// Reads decoded values by name, each a string or a list of strings; anything else is left out.
    init(decoded fields: JSONNode?) {
        guard let fields else {
            all = []
            return
        }
        all = fields.members.flatMap { name, value in value.texts.map { Parameter(name: name, value: $0) } }
    }

    /// Reads a query as in the URL.
    ///
    /// - Throws: If it is not percent-encoded UTF-8.
    init(encoded query: String) throws(Problem) {
        var parameters: [Parameter] = []
        for pair in query.utf8.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentEncoding.decodeForm(Substring(parts[0])),
                let value = parts.count == 1 ? "" : PercentEncoding.decodeForm(Substring(parts[1]))
            else { throw .invalid(field: "query", in: .query, "is not percent-encoded UTF-8") }
            parameters.append(Parameter(name: name, value: value))
        }
        all = parameters
    }

    /// Returns the only value of that name; nil when there is none.
    ///
    /// - Throws: If there are two different values, since either could be meant.
    public func single(_ name: String) throws(Problem) -> String? {
        let values = self[name]
        guard values.dropFirst().allSatisfy({ $0 == values[0] }) else {
            throw .invalid(field: name, in: .query, "is given more than once")
        }
        return values.first
    }

    /// All values of that name.
    public subscript(name: String) -> [String] {
        all.filter { $0.name == name }.map(\.value)
    }
}
