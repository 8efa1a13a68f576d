public import JSON

/// Why an event is not what a function expects to be called with.
public enum LambdaEventError: Error, Equatable, Sendable {
    /// It is no batch of a table's stream.
    case notAStreamBatch(JSONError)
    /// It is no tick of a schedule.
    case notAScheduledEvent(JSONError)
}

extension LambdaEventError: CustomStringConvertible {
    /// What the event was to be, and which part of it is why it is not.
    public var description: String {
        switch self {
        case .notAStreamBatch(let cause): "the event is no batch of a table's stream: \(cause)"
        case .notAScheduledEvent(let cause): "the event is no tick of a schedule: \(cause)"
        }
    }
}
