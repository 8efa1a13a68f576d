import Expressions
import JSON
import TableStore
import Testing

@testable import LocalTable

/// Operations on a store in memory, with a fixed clock that a test can move.
final class Rig: Sendable {
    static let start: Int64 = 1_700_000_000_000

    let store: TableStore
    let operations: Operations

    init() throws {
        store = try TableStore(place: .memory, durability: .fast) { Self.start }
        operations = Operations(store: store, clock: { Self.start })
    }

    /// Returns operations on the same store at another time.
    func at(_ milliseconds: Int64) -> Operations {
        Operations(store: store, clock: { milliseconds })
    }

    /// Returns the answer to a request, or the error's type, message and details.
    @discardableResult
    func answer(_ operation: String, _ input: String) throws -> JSONValue {
        try answer(operation, input, by: operations)
    }

    @discardableResult
    func answer(_ operation: String, _ input: String, by operations: Operations) throws -> JSONValue {
        let root = try JSONDocument(parsing: Array(input.utf8)).root
        do throws(ServiceFailure) {
            let bytes = try operations.answer(operation: operation, input: root)
            return bytes.isEmpty ? .null : try parsed(bytes)
        } catch {
            var members = error.details
            members["error"] = .string("\(error.type): \(error.message)")
            return .object(members)
        }
    }

    private func parsed(_ bytes: [UInt8]) throws(ServiceFailure) -> JSONValue {
        do { return try JSONValue(parsing: bytes) } catch { throw ServiceFailure("NotJSON", "\(error)") }
    }

    /// Returns a rig with a table `plain` (pk) and a table `rich`, which has a range key and every kind of index.
    static func withTables() throws -> Rig {
        let rig = try Rig()
        try rig.answer("CreateTable", plainTable)
        try rig.answer("CreateTable", richTable)
        return rig
    }

    static let plainTable = """
        {"TableName":"plain","BillingMode":"PAY_PER_REQUEST",
         "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
         "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]}
        """

    static let richTable = """
        {"TableName":"rich","BillingMode":"PAY_PER_REQUEST",
         "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"sk","AttributeType":"N"},
          {"AttributeName":"g","AttributeType":"S"},{"AttributeName":"l","AttributeType":"S"}],
         "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}],
         "GlobalSecondaryIndexes":[
          {"IndexName":"all","KeySchema":[{"AttributeName":"g","KeyType":"HASH"},
            {"AttributeName":"sk","KeyType":"RANGE"}],"Projection":{"ProjectionType":"ALL"}},
          {"IndexName":"keys","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],
           "Projection":{"ProjectionType":"KEYS_ONLY"}}],
         "LocalSecondaryIndexes":[
          {"IndexName":"local","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},
            {"AttributeName":"l","KeyType":"RANGE"}],
           "Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["x"]}}]}
        """
}

/// Returns the JSON that a test expects.
func json(_ text: String) -> JSONValue {
    (try? JSONValue(parsing: Array(text.utf8))) ?? .string("not JSON: \(text)")
}

/// Returns an error in the form of `Rig.answer`.
func refusal(_ text: String) -> JSONValue {
    .object(["error": .string(text)])
}

/// Returns a validation error in the form of `Rig.answer`.
func invalid(_ message: String) -> JSONValue {
    refusal("ValidationException: \(message)")
}

/// A request and its answer.
struct Exchange: CustomTestStringConvertible, Sendable {
    let operation: String
    let input: String
    let answer: JSONValue

    init(_ operation: String, _ input: String, _ answer: JSONValue) {
        self.operation = operation
        self.input = input
        self.answer = answer
    }

    var testDescription: String { "\(operation) \(input)" }
}
