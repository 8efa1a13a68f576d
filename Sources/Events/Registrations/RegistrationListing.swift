public import DynamoDB
import JSON
public import Platform
import Storage
import Time

/// A list of the users who have a seat at an event or wait for one.
public struct RegistrationListing {
    /// The number of items on a later page, since a first page with too few means that many wait and few have a seat.
    private static let laterPage = 500

    private let table: Table

    /// Creates a listing of that table.
    public init(table: Table) {
        self.table = table
    }

    /// Returns some registrations, in the order of seats and line, and the cursor of the next ones.
    ///
    /// The event's owner, administrators and services see everyone, others only themselves.
    ///
    /// - Throws: `EventError.unknownEvent` if the event does not exist.
    public func registrations(
        for event: String, as caller: Identity, _ selection: RegistrationSelection = RegistrationSelection()
    ) throws -> (shown: [ListedRegistration], next: RegistrationCursor?) {
        guard let eventID = EventID(event),
            let event = try table.get(EventKeys.event(eventID)).flatMap({ try Event.reading($0) })
        else { throw EventError.unknownEvent }
        guard event.isManaged(by: caller) else {
            return (try own(of: caller.userID, at: eventID, selection), nil)
        }
        var found = selection.showsRegistered ? try registered(for: eventID, selection) : []
        if selection.showsLine, found.count < selection.reach {
            found += try line(of: eventID, selection, selection.reach - found.count)
        }
        let shown = found.dropFirst(selection.offset).prefix(selection.limit)
        return (shown.map(\.registration), found.count < selection.reach ? nil : shown.last?.cursor)
    }

    /// Returns the user's own registration, which is all of their list.
    private func own(
        of user: UserID, at eventID: EventID, _ selection: RegistrationSelection
    ) throws(DynamoDBError) -> [ListedRegistration] {
        guard selection.cursor == nil, selection.offset == 0,
            let item = try table.get(EventKeys.registration(user, eventID))
        else { return [] }
        guard let registration = table.readable(item, { item in try Registration(item) })
        else { return [] }
        guard selection.status.map({ $0.rawValue == registration.status.name }) ?? true else { return [] }
        guard case .waitlisted(let ticket) = registration.status else { return [ListedRegistration(registration)] }
        return [ListedRegistration(registration, position: try lengthOfLine(of: eventID, before: ticket) + 1)]
    }

    private func registered(
        for eventID: EventID, _ selection: RegistrationSelection
    ) throws(DynamoDBError) -> [Entry] {
        var query = Query(.registrations(of: eventID), pageSize: selection.reach)
        query.filter = attribute("status") == .string(Registration.Status.registered.name)
        var start: Item?
        if case .registered(let user) = selection.cursor { start = EventKeys.registration(user, eventID) }
        var found: [Entry] = []
        repeat {
            let page = try table.page(query, after: start)
            let items = Array(page.items.prefix(selection.reach - found.count))
            found += table.readable(items) { item in
                let registration = try Registration(item)
                return Entry(ListedRegistration(registration), .registered(registration.user))
            }
            start = page.next
            query.pageSize = max(selection.reach, Self.laterPage)
        } while start != nil && found.count < selection.reach
        return found
    }

    private func line(
        of eventID: EventID, _ selection: RegistrationSelection, _ count: Int
    ) throws(DynamoDBError) -> [Entry] {
        var start: Item?
        var before = 0
        if case .waiting(let ticket) = selection.cursor {
            start = EventKeys.place(ticket, eventID)
            before = try lengthOfLine(of: eventID, before: ticket + 1)
        }
        let line = WaitingLine(of: eventID, in: table)
        return try line.places(count, after: start).enumerated().map { index, place in
            Entry(
                ListedRegistration(place, in: eventID, position: before + index + 1), .waiting(ticket: place.ticket))
        }
    }

    private func lengthOfLine(of eventID: EventID, before ticket: Int) throws(DynamoDBError) -> Int {
        try WaitingLine(of: eventID, in: table).length(before: ticket)
    }

    /// One registration of the list, and the cursor after it.
    private struct Entry {
        let registration: ListedRegistration
        let cursor: RegistrationCursor

        init(_ registration: ListedRegistration, _ cursor: RegistrationCursor) {
            self.registration = registration
            self.cursor = cursor
        }
    }
}

extension RegistrationListing {
    /// Creates the listing of a function.
    public static func live(on host: Host) throws -> RegistrationListing {
        RegistrationListing(table: try .live(on: host))
    }
}
