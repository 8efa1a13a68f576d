import JSON
public import Platform
public import Scheduling
import Profiles
import Storage
public import Time

/// Makes events.
public struct EventCreation {
    private let events: EventRepository
    private let zones: ZoneFiles

    /// Keeps what it makes there, by those clocks.
    public init(events: EventRepository, zones: ZoneFiles) {
        self.events = events
        self.zones = zones
    }

    /// Reads an event out of a body's fields; throws only what is no fault of the caller's.
    public func read(_ fields: inout BodyFields) throws -> NewEvent {
        try NewEvent(reading: &fields, zones: zones)
    }

    /// Makes an event, whose id is `id` unless its organizer named one, and keeps in the organizer's profile how they are
    /// reached; the same request with the same key is answered as the first time.
    ///
    /// - Throws: `EventError.eventExists` if there is an event with that id, or what is left of one.
    public func create(
        _ new: NewEvent, by organizer: Identity, id: UUIDv7, at now: Instant, once key: IdempotencyKey?
    ) throws -> CreatedEvent {
        let event = try new.event(new.id ?? EventID(id), owner: organizer.userID, at: now)
        let created = ListedEvent(event: event, seats: new.seats)
        let claim = IdempotencyClaim(key, by: organizer.userID, at: now)
        let profile = Profile.keeping(organizer, at: now)
        guard let settlement = try events.add(created, profile, claim: claim, answer: CreatedEvent(created)) else {
            throw EventError.eventExists
        }
        return settlement.answer
    }
}

/// What whoever made an event is told, kept to the letter for the same request to come again.
public struct CreatedEvent: Codable, Equatable, Sendable {
    /// The event's id.
    public let eventID: String
    /// The event as it was made, in JSON.
    public let json: String

    init(_ event: ListedEvent) {
        var writer = JSONWriter(capacity: 960)
        event.write(to: &writer)
        eventID = event.event.id.text
        json = String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension EventCreation {
    /// The events of a function.
    public static func live(on host: Host) throws -> EventCreation {
        EventCreation(events: try .live(on: host), zones: ZoneFiles())
    }
}
