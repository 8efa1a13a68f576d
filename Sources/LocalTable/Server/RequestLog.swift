import JSON
import Time

/// A log line for each request with its time, operation, table, status and milliseconds; never an item or a secret.
struct RequestLog: Sendable {
    private let write: @Sendable (String) -> Void

    init(_ write: @escaping @Sendable (String) -> Void) {
        self.write = write
    }

    func note(_ operation: String?, _ input: JSONNode?, status: Int, at moment: Instant, milliseconds: Double) {
        let rounded = (milliseconds * 100).rounded() / 100
        let operation = operation.flatMap { Self.isName($0) ? $0 : nil } ?? "-"
        write("\(moment.iso8601) \(operation) \(input.map(Self.tables) ?? "-") \(status) \(rounded) ms")
    }

    /// Returns the tables that a request names; anything that is not a valid name is left out of the log.
    private static func tables(_ input: JSONNode) -> String {
        var names: [String] = []
        if let name = input["TableName"]?.string { names.append(name) }
        if let items = input["RequestItems"]?.object { names += items.prefix(mostTables).map(\.key) }
        if let actions = input["TransactItems"]?.array {
            for action in actions.prefix(mostTables) {
                names += action.members.compactMap { $0.value["TableName"]?.string }
            }
        }
        let known = Set(names.filter(isName)).sorted()
        return known.isEmpty ? "-" : known.joined(separator: ",")
    }

    private static let mostTables = 10

    /// Returns whether the text is a table's name or ARN.
    private static func isName(_ text: String) -> Bool {
        1...255 ~= text.utf8.count
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "-")...UInt8(ascii: ":"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }
}
