public import JSON
public import TableStore

/// The operations of DynamoDB's protocol on the tables of a store.
public struct Operations: TableOperations {
    let store: TableStore
    let arns: TableARN
    /// Milliseconds since 1970.
    let clock: @Sendable () -> Int64
    /// Logs failures that are not the caller's and whose cause is left out of the answer.
    let report: @Sendable (String) -> Void
    /// The running writes, if overlapping ones are to conflict.
    let ongoing: OngoingWrites?

    public init(
        store: TableStore, region: String = "us-east-1", account: String = "000000000000",
        hasConflicts: Bool = false, clock: @escaping @Sendable () -> Int64,
        report: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.store = store
        arns = TableARN(region: region, account: account)
        self.clock = clock
        self.report = report
        ongoing = hasConflicts ? OngoingWrites() : nil
    }

    /// Carries out a request and returns the service's answer.
    public func answer(operation: String, input: JSONNode) throws(ServiceFailure) -> [UInt8] {
        guard let handler = Self.handlers[operation] else {
            throw ServiceFailure("UnknownOperationException", "")
        }
        do {
            return try handler(self, input)
        } catch {
            throw failure(for: error, in: operation)
        }
    }

    private func failure(for error: any Error, in operation: String) -> ServiceFailure {
        if let failure = ServiceFailure(expected: error) { return failure }
        report("\(operation): \(error)")
        return .internalError
    }

    private typealias Handler = @Sendable (Operations, JSONNode) throws -> [UInt8]

    private static let handlers: [String: Handler] = itemHandlers.merging(tableHandlers) { $1 }
        .merging(streamHandlers) { $1 }

    private static let itemHandlers: [String: Handler] = [
        "BatchGetItem": { try $0.batchGetItem($1) },
        "BatchWriteItem": { try $0.batchWriteItem($1) },
        "DeleteItem": { try $0.deleteItem($1) },
        "GetItem": { try $0.getItem($1) },
        "PutItem": { try $0.putItem($1) },
        "Query": { try $0.query($1) },
        "Scan": { try $0.scan($1) },
        "TransactGetItems": { try $0.transactGetItems($1) },
        "TransactWriteItems": { try $0.transactWriteItems($1) },
        "UpdateItem": { try $0.updateItem($1) },
    ]

    private static let tableHandlers: [String: Handler] = [
        "CreateTable": { try $0.createTable($1) },
        "DeleteTable": { try $0.deleteTable($1) },
        "DescribeContinuousBackups": { try $0.describeContinuousBackups($1) },
        "DescribeEndpoints": { try $0.describeEndpoints($1) },
        "DescribeLimits": { try $0.describeLimits($1) },
        "DescribeTable": { try $0.describeTable($1) },
        "DescribeTimeToLive": { try $0.describeTimeToLive($1) },
        "ListTables": { try $0.listTables($1) },
        "ListTagsOfResource": { try $0.listTagsOfResource($1) },
        "TagResource": { try $0.tagResource($1) },
        "UntagResource": { try $0.untagResource($1) },
        "UpdateContinuousBackups": { try $0.updateContinuousBackups($1) },
        "UpdateTable": { try $0.updateTable($1) },
        "UpdateTimeToLive": { try $0.updateTimeToLive($1) },
    ]

    private static let streamHandlers: [String: Handler] = [
        "DescribeStream": { try $0.describeStream($1) },
        "GetRecords": { try $0.getRecords($1) },
        "GetShardIterator": { try $0.getShardIterator($1) },
        "ListStreams": { try $0.listStreams($1) },
    ]
}

extension Operations {
    /// Returns the table for an operation on items, by name or ARN.
    func table(_ given: String, in reader: Reader) throws -> StoredTable {
        guard let table = try reader.table(named: arns.tableName(in: given)) else { throw ServiceFailure.noResource }
        return table
    }

    /// Returns an answer that is one object.
    static func object(capacity: Int = 256, _ members: (inout JSONWriter) throws -> Void) rethrows -> [UInt8] {
        var json = JSONWriter(capacity: capacity)
        json.beginObject()
        try members(&json)
        json.endObject()
        return json.bytes
    }
}
