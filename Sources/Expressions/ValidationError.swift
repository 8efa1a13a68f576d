/// A request error, in the service's words.
public struct ValidationError: Error, Equatable, CustomStringConvertible {
    /// The service's exception type.
    public enum Kind: Sendable {
        /// ValidationException: the service refuses the request.
        case validation
        /// SerializationException: the request's JSON does not match the protocol.
        case serialization
    }

    public let kind: Kind
    public let message: String

    public init(_ message: String, kind: Kind = .validation) {
        self.kind = kind
        self.message = message
    }

    public var description: String { message }
}
