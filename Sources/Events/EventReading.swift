public import Platform

/// Finds one event.
public struct EventReading {
    private let events: EventRepository

    /// Creates a reading of those events.
    public init(events: EventRepository) {
        self.events = events
    }

    /// Returns the event as it is now.
    ///
    /// - Throws: `EventError.unknownEvent` if the id has no event.
    public func event(_ id: String) throws -> ListedEvent {
        guard let event = try events.event(EventID(inPath: id)) else { throw EventError.unknownEvent }
        return event
    }
}

extension EventID {
    /// Reads the id of an event that should exist.
    ///
    /// - Throws: `EventError.unknownEvent` if the text can't be an id.
    public init(inPath text: String) throws(EventError) {
        guard let id = EventID(text) else { throw .unknownEvent }
        self = id
    }
}

extension EventReading {
    /// Creates a reading for a function.
    public static func live(on host: Host) throws -> EventReading {
        EventReading(events: try .live(on: host))
    }
}
