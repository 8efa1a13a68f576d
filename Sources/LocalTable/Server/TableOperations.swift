public import JSON

/// The service's operations, as called by a server.
public protocol TableOperations: Sendable {
    /// Returns the body of the answer; throws `UnknownOperationException` if there is no such operation.
    func answer(operation: String, input: JSONNode) throws(ServiceFailure) -> [UInt8]
}
