/// What a caller got wrong, in the service's words: its ValidationException.
public struct ValidationError: Error, Equatable, CustomStringConvertible {
    public let message: String

    public init(_ message: String) {
        self.message = message
    }

    public var description: String { message }
}
