public import DynamoDB
import JSON
public import Platform
import Storage
import Time

/// Lists who comes to an event and who waits for it.
public struct RegistrationListing {
    /// How many items a page of a query looks at once the first one had too few: then many wait, and few have a seat.
    private static let laterPage = 500

    private let table: Table

    /// Lists what is in that table.
    public init(table: Table) {
        self.table = table
    }

    /// Some of those who come and wait, in the order of seats and line, and behind whom the next ones are.
    ///
    /// The event's owner, administrators and services see everyone, others themselves alone. Throws
    /// `EventError.unknownEvent`.
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

    /// The person's own registration, which is all of their list.
    private func own(
        of user: UserID, at eventID: EventID, _ selection: RegistrationSelection
    ) throws(DynamoDBError) -> [ListedRegistration] {
        guard selection.cursor == nil, selection.offset == 0,
            let item = try table.get(EventKeys.registration(user, eventID))
        else { return [] }
        guard let registration = table.readable(item, { item throws(DynamoDBError) in try Registration(item) })
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
            found += table.readable(items) { item throws(DynamoDBError) in
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

    /// One of the list, and the cursor behind it.
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
    /// The listing of a function.
    public static func live(on host: Host) throws -> RegistrationListing {
        RegistrationListing(table: try .live(on: host))
    }
}
