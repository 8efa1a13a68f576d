public import JSON

/// What stands in for the operations where there are none: each is unknown.
public struct NoOperations: TableOperations {
    public init() {}

    public func answer(operation: String, input: JSONNode) throws(ServiceFailure) -> [UInt8] {
        throw .unknownOperation
    }
}
