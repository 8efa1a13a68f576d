public import Platform

/// Finds one event.
public struct EventReading {
    private let events: EventRepository

    /// Finds it there.
    public init(events: EventRepository) {
        self.events = events
    }

    /// The event as it is now; throws `EventError.unknownEvent` for an id of none.
    public func event(_ id: String) throws -> ListedEvent {
        guard let event = try events.event(EventID(inPath: id)) else { throw EventError.unknownEvent }
        return event
    }
}

extension EventID {
    /// The id that a caller says there is an event of; `EventError.unknownEvent` for what can be none.
    public init(inPath text: String) throws(EventError) {
        guard let id = EventID(text) else { throw .unknownEvent }
        self = id
    }
}

extension EventReading {
    /// The events of a function.
    public static func live(on host: Host) throws -> EventReading {
        EventReading(events: try .live(on: host))
    }
}
