import JSON
import LocalTable

/// The table's operations, with a signal after each one that may have changed an item.
struct SignalingOperations: TableOperations {
    private static let writes: Set = [
        "BatchWriteItem", "DeleteItem", "PutItem", "TransactWriteItems", "UpdateItem",
    ]

    let operations: any TableOperations
    let changes: ChangeSignal

    func answer(operation: String, input: JSONNode) throws(ServiceFailure) -> [UInt8] {
        let answer = try operations.answer(operation: operation, input: input)
        if Self.writes.contains(operation) { changes.signal() }
        return answer
    }
}
