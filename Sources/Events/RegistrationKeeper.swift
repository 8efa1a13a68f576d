public import DynamoDB
import JSON
public import Platform
public import Storage
public import Time

/// Answers for the pointers by which users find their registrations.
public struct RegistrationKeeper: PersonalDataKeeper {
    private let registrations: PersonRegistrations
    private let release: EventUnregistration

    /// Creates the keeper of all users' registrations in that table.
    public init(table: Table, attempts: Attempts) {
        registrations = PersonRegistrations(table: table)
        release = EventUnregistration(table: table, attempts: attempts)
    }

    /// The sort keys of the pointers.
    public var sortKeys: SortKeys { .beginning(EventKeys.registrations) }

    /// Returns the registrations with their events; nothing for one that is gone since its pointer was read.
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

    /// Gives the user's seat to the next user in line, and takes the event out of the calendar of the one who leaves.
    ///
    /// The last mail to their address does so. A key that names no event can just be deleted.
    public func release(_ sort: String, of user: UserID, at now: Instant) throws -> Bool {
        guard let event = EventKeys.event(ofPointer: sort) else { return false }
        try release.release(user, from: event, at: now)
        return true
    }
}
