public import Platform
public import Scheduling
public import Storage
public import Time

/// Changes events, and takes them away.
public struct EventEditing {
    private let events: EventRepository
    private let attempts: Attempts
    private let zones: ZoneFiles

    /// Changes what is kept there, by those clocks.
    public init(events: EventRepository, attempts: Attempts, zones: ZoneFiles) {
        self.events = events
        self.attempts = attempts
        self.zones = zones
    }

    /// Reads changes out of a body's fields; throws only what is no fault of the caller's.
    public func read(_ fields: inout BodyFields) throws -> EventChanges {
        try EventChanges(reading: &fields, zones: zones)
    }

    /// Makes the changes, gives seats that become free to those who wait, and has all told whom it concerns; all of
    /// it or nothing.
    ///
    /// Throws `EventError` for an event that there is not, that the caller may not change, or that cannot become so.
    public func change(
        _ id: EventID, _ changes: EventChanges, by caller: Identity, at now: Instant
    ) throws -> ListedEvent {
        try attempts.run {
            let revision = try EventRevision(of: managed(id, by: caller), changes, zones: zones, at: now)
            return revision.changesAnything ? try events.write(revision, at: now) : revision.before
        }
    }

    /// Takes the event away for everyone; its registrations go behind it.
    ///
    /// Throws `EventError` for an event that there is not, or that the caller may not change.
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
    /// The events of a function.
    public static func live(on host: Host) throws -> EventEditing {
        EventEditing(events: try .live(on: host), attempts: Attempts(on: host), zones: ZoneFiles())
    }
}
