/// Where an event is in its life.
public enum EventStatus: String, CaseIterable, Sendable {
    case active
    case postponed
    case cancelled
    case completed

    /// Whether it may become the other: what is cancelled or completed stays so, all else may be what it likes.
    public func mayBecome(_ other: EventStatus) -> Bool {
        self == other || !isFinal
    }

    /// Whether nothing comes behind it.
    public var isFinal: Bool { self == .cancelled || self == .completed }
}
