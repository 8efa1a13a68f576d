public import JSON

/// The reason why an event is not of the kind that a function expects.
public enum LambdaEventError: Error, Equatable, Sendable {
    /// The event is not a batch of a table's stream.
    case notAStreamBatch(JSONError)
    /// The event is not a tick of a schedule.
    case notAScheduledEvent(JSONError)
}

extension LambdaEventError: CustomStringConvertible {
    /// A description with the expected kind and the part of the event that is wrong.
    public var description: String {
        switch self {
        case .notAStreamBatch(let cause): "the event is no batch of a table's stream: \(cause)"
        case .notAScheduledEvent(let cause): "the event is no tick of a schedule: \(cause)"
        }
    }
}
