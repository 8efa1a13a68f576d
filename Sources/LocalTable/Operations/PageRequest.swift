import Expressions
import JSON
import TableStore

/// The common part of Query and Scan: what to read, how much of it, and what to return.
struct PageRequest {
    enum Selection: String {
        case all = "ALL_ATTRIBUTES"
        case projected = "ALL_PROJECTED_ATTRIBUTES"
        case specific = "SPECIFIC_ATTRIBUTES"
        case count = "COUNT"
    }

    let table: String
    let index: String?
    let selection: Selection
    let limit: Int?
    let consistent: Bool
    let startKey: Item?
    let filter: ConditionExpression?
    let projection: Projection?
    let report: CapacityReport

    init(_ input: JSONNode, startKey: Item?, filter: ConditionExpression?, projection: Projection?) throws {
        table = try input.required(text: "TableName")
        index = input.text("IndexName")
        limit = input.integer("Limit")
        consistent = input.flag("ConsistentRead") ?? false
        report = CapacityReport(input)
        self.startKey = startKey
        self.filter = filter
        self.projection = projection
        selection = try Self.selection(of: input)
    }

    /// All paths in the request's expressions.
    var paths: [DocumentPath] { (projection?.paths ?? []) + (filter?.paths ?? []) }

    private static func selection(of input: JSONNode) throws -> Selection {
        let isProjecting = input.member("ProjectionExpression") != nil
        let given = input.text("Select").flatMap(Selection.init(rawValue:))
        switch given {
        case nil: return isProjecting ? .specific : input.member("IndexName") == nil ? .all : .projected
        case .specific where !isProjecting:
            throw ServiceFailure.validation(
                "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES")
        case .projected where input.member("IndexName") == nil:
            throw ServiceFailure.validation(
                "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName")
        case .count where isProjecting:
            throw ServiceFailure.validation(
                "Cannot specify the ProjectionExpression when choosing to get only the Count")
        case .all where isProjecting, .projected where isProjecting:
            throw ServiceFailure.validation(
                "Cannot specify the ProjectionExpression when choosing to get \(given?.rawValue ?? "")")
        case let given?: return given
        }
    }

    /// Returns the request's start key; errors in its values are reported for the key.
    static func startKey(of input: JSONNode, wording: ValueWording) throws -> Item? {
        guard let node = input.member("ExclusiveStartKey") else { return nil }
        do throws(ValidationError) {
            return try Item(reading: node, wording: wording)
        } catch {
            guard error.kind == .validation else { throw error }
            throw ServiceFailure.validation("The provided starting key is invalid: \(error.message)")
        }
    }
}
