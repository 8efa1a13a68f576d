/// A stage in an event's life.
public enum EventStatus: String, CaseIterable, Sendable {
    case active
    case postponed
    case cancelled
    case completed

    /// Returns whether it may become the other: cancelled and completed are final, all else may become anything.
    public func mayBecome(_ other: EventStatus) -> Bool {
        self == other || !isFinal
    }

    /// A Boolean value that is true if no other status follows.
    public var isFinal: Bool { self == .cancelled || self == .completed }
}
