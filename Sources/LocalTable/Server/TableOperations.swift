public import JSON

/// What a server asks for each request: the operations of the service.
public protocol TableOperations: Sendable {
    /// The body of the answer; an operation that there is not throws `UnknownOperationException`.
    func answer(operation: String, input: JSONNode) throws(ServiceFailure) -> [UInt8]
}
