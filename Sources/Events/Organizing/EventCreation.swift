import JSON
public import Platform
public import Scheduling
import Profiles
import Storage
public import Time

/// Creates events.
public struct EventCreation {
    private let events: EventRepository
    private let zones: ZoneFiles

    /// Creates events in that repository, by the clocks of those zones.
    public init(events: EventRepository, zones: ZoneFiles) {
        self.events = events
        self.zones = zones
    }

    /// Reads an event out of a body's fields.
    ///
    /// - Throws: `SchedulingError` if a zone can't be read, which is no fault of the caller's.
    public func read(_ fields: inout BodyFields) throws -> NewEvent {
        try NewEvent(reading: &fields, zones: zones)
    }

    /// Creates an event, with the id `id` unless its organizer chose one.
    ///
    /// The organizer's profile keeps how they are reached. The same request with the same key gets the same answer as
    /// the first time.
    ///
    /// - Throws: `EventError.eventExists` if the id belongs to an event, or to remains of one.
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

/// The answer to the creation of an event, kept to the letter for the same request to come again.
public struct CreatedEvent: Codable, Equatable, Sendable {
    /// The event's id.
    public let eventID: String
    /// The event as it was created, in JSON.
    public let json: String

    init(_ event: ListedEvent) {
        var writer = JSONWriter(capacity: 960)
        event.write(to: &writer)
        eventID = event.event.id.text
        json = String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension EventCreation {
    /// Creates the creation of a function.
    public static func live(on host: Host) throws -> EventCreation {
        EventCreation(events: try .live(on: host), zones: ZoneFiles())
    }
}
