public import Expressions
public import JSON

/// An error answer: its type, its message and further members.
public struct ServiceFailure: Error, Equatable {
    public let type: String
    public let message: String
    public let status: Int
    /// Members beside `__type` and `message`, such as `Item` or `CancellationReasons`.
    public let details: [String: JSONValue]

    public init(_ type: String, _ message: String, status: Int = 400, details: [String: JSONValue] = [:]) {
        self.type = type
        self.message = message
        self.status = status
        self.details = details
    }

    public init(_ error: ValidationError) {
        switch error.kind {
        case .validation: self.init("ValidationException", error.message)
        case .serialization: self.init("SerializationException", error.message)
        }
    }
}
