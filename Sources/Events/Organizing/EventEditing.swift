public import Platform
public import Scheduling
public import Storage
public import Time

/// Changes and deletes events.
public struct EventEditing {
    private let events: EventRepository
    private let attempts: Attempts
    private let zones: ZoneFiles

    /// Creates an editing of those events, by the clocks of those zones.
    public init(events: EventRepository, attempts: Attempts, zones: ZoneFiles) {
        self.events = events
        self.attempts = attempts
        self.zones = zones
    }

    /// Reads changes out of a body's fields.
    ///
    /// - Throws: `SchedulingError` if a zone can't be read, which is no fault of the caller's.
    public func read(_ fields: inout BodyFields) throws -> EventChanges {
        try EventChanges(reading: &fields, zones: zones)
    }

    /// Makes the changes, gives free seats to waiting users, and notifies all users concerned; all of it or nothing.
    ///
    /// - Throws: `EventError` if the event does not exist or can't become so, `AccessError` if the caller may not
    ///   change it.
    public func change(
        _ id: EventID, _ changes: EventChanges, by caller: Identity, at now: Instant
    ) throws -> ListedEvent {
        try attempts.run {
            let revision = try EventRevision(of: managed(id, by: caller), changes, zones: zones, at: now)
            return revision.changesAnything ? try events.write(revision, at: now) : revision.before
        }
    }

    /// Deletes the event for everyone; its registrations are removed after it.
    ///
    /// - Throws: `EventError` if the event does not exist, `AccessError` if the caller may not change it.
    public func delete(_ id: EventID, by caller: Identity, at now: Instant) throws {
        try attempts.run { try events.bury(managed(id, by: caller).event, at: now) ? () : nil }
    }

    private func managed(_ id: EventID, by caller: Identity) throws -> ListedEvent {
        guard let found = try events.event(id) else { throw EventError.unknownEvent }
        try caller.require(.ownerOrKeeper(found.event.owner))
        return found
    }
}

extension EventEditing {
    /// Creates the editing of a function.
    public static func live(on host: Host) throws -> EventEditing {
        EventEditing(events: try .live(on: host), attempts: Attempts(on: host), zones: ZoneFiles())
    }
}
