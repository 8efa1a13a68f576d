import JSON
import LocalTable

/// The table's operations, with a bell that rings behind each one that may have changed an item.
struct RingingOperations: TableOperations {
    private static let writes: Set = [
        "BatchWriteItem", "DeleteItem", "PutItem", "TransactWriteItems", "UpdateItem",
    ]

    let operations: any TableOperations
    let bell: Doorbell

    func answer(operation: String, input: JSONNode) throws(ServiceFailure) -> [UInt8] {
        let answer = try operations.answer(operation: operation, input: input)
        if Self.writes.contains(operation) { bell.ring() }
        return answer
    }
}
