import JSON
import LocalTable
import TableStore

/// A request to a table in memory, which keeps the items of earlier inputs.
struct RequestInput {
    private static let now: Int64 = 1_795_261_590_000
    private static let operations = makeOperations()

    private let operation: String
    private let body: [UInt8]

    init(_ input: [UInt8]) {
        let lines = Lines(input)
        operation = lines.first
        body = lines.rest
    }

    func run() {
        guard let operations = Self.operations else { preconditionFailure("there is no table to ask") }
        guard let input = try? JSONDocument(parsing: body).root else { return }
        // A server passes on nothing but objects.
        guard input.kind == .object else { return }
        do throws(ServiceFailure) {
            let answer = try operations.answer(operation: operation, input: input)
            precondition(answer.isEmpty || (try? JSONDocument(parsing: answer)) != nil, "an answer that is not JSON")
        } catch {
            precondition(error.status < 500, "\(operation): \(error)")
        }
    }

    private static func makeOperations() -> Operations? {
        guard let store = try? TableStore(place: .memory, durability: .fast, clock: { now }) else { return nil }
        let operations = Operations(store: store, clock: { now })
        guard let table = try? JSONDocument(parsing: Array(table.utf8)).root,
            (try? operations.answer(operation: "CreateTable", input: table)) != nil
        else { return nil }
        return operations
    }

    private static let table = """
        {"TableName":"table","BillingMode":"PAY_PER_REQUEST","KeySchema":[{"AttributeName":"s","KeyType":"HASH"},\
        {"AttributeName":"n","KeyType":"RANGE"}],"AttributeDefinitions":[{"AttributeName":"s","AttributeType":"S"},\
        {"AttributeName":"n","AttributeType":"N"},{"AttributeName":"b","AttributeType":"B"}],\
        "GlobalSecondaryIndexes":[{"IndexName":"index","KeySchema":[{"AttributeName":"b","KeyType":"HASH"}],\
        "Projection":{"ProjectionType":"ALL"}}],\
        "StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"}}
        """
}
