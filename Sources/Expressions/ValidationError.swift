/// What a caller got wrong, in the service's words.
public struct ValidationError: Error, Equatable, CustomStringConvertible {
    /// Which of the service's exceptions it is.
    public enum Kind: Sendable {
        /// ValidationException: the request says something that the service refuses.
        case validation
        /// SerializationException: the request's JSON is not of the protocol's form.
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
