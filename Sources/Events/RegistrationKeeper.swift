public import DynamoDB
import JSON
public import Platform
public import Storage
public import Time

/// Answers for what users find their registrations by.
public struct RegistrationKeeper: PersonalDataKeeper {
    private let registrations: PersonRegistrations
    private let release: EventUnregistration

    /// The keeper of every user's registrations in that table.
    public init(table: Table, attempts: Attempts) {
        registrations = PersonRegistrations(table: table)
        release = EventUnregistration(table: table, attempts: attempts)
    }

    /// Where the pointers are.
    public var sortKeys: SortKeys { .beginning(EventKeys.registrations) }

    /// Shows the registrations with their events; nothing of one that is gone since its pointer was read.
    public func shown(_ items: [Item], of user: UserID) throws -> [[UInt8]?] {
        let events = items.map { EventKeys.event(ofPointer: $0["SK"]?.string ?? "") }
        let found = try registrations.registrations(of: user, for: events.compactMap(\.self))
        let byEvent = Dictionary(found.map { ($0.registration.eventID, $0) }) { first, _ in first }
        return events.map { event in
            event.flatMap { byEvent[$0] }.map { registration in
                var json = JSONWriter(capacity: 1_024)
                registration.writeWhole(to: &json)
                return json.bytes
            }
        }
    }

    /// Gives the user's seat to whoever is next, and takes the event out of the user's calendar by the last mail that
    /// goes to their address; a key that names no event can just be deleted.
    public func release(_ sort: String, of user: UserID, at now: Instant) throws -> Bool {
        guard let event = EventKeys.event(ofPointer: sort) else { return false }
        try release.release(user, from: event, at: now)
        return true
    }
}
