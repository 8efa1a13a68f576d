import JSON
import Time

/// One line for each request: its time, operation, table, status and milliseconds; never an item, never a secret.
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

    /// The tables that a request names, as far as they are names: what is none is not written down.
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

    /// Whether it is a table's name or its ARN.
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
