import DynamoDB
import JSON
import Platform
import Profiles
import Storage
import Time

extension Registration.Status {
    /// The word for the status, in the table and in answers.
    var name: String {
        switch self {
        case .registered: "registered"
        case .waitlisted: "waitlisted"
        }
    }
}

extension Registration {
    /// The registration's item in the event's partition.
    var item: Item {
        var item = EventKeys.registration(user, eventID).merging(reference) { key, _ in key }
        item["entityType"] = "REGISTRATION"
        item["status"] = .string(status.name)
        if case .waitlisted(let ticket) = status { item["ticket"] = .number(ticket) }
        item["calendarId"] = .string(calendarID.description)
        item.merge(contact.item) { _, new in new }
        item["knownSequence"] = .number(knownSequence)
        return item
    }

    /// The pointer by which its user finds it.
    var pointer: Item {
        EventKeys.pointer(eventID, of: user)
            .merging(reference) { key, _ in key }
            .merging(["entityType": "REGISTRATION_POINTER"]) { key, _ in key }
    }

    /// The user's place in the line; nil if they have a seat.
    var place: Item? {
        guard case .waitlisted(let ticket) = status else { return nil }
        return EventKeys.place(ticket, eventID)
            .merging(reference) { key, _ in key }
            .merging(["entityType": "WAITLIST", "ticket": .number(ticket)]) { key, _ in key }
    }

    private var reference: Item {
        [
            "eventId": .string(eventID.text), "userId": .string(user.text),
            "registeredAt": .string(registeredAt.iso8601),
        ]
    }

    /// Reads a registration from the event's item.
    ///
    /// - Throws: `DynamoDBError.unexpectedItem` if the item is not a registration.
    init(_ item: Item) throws(DynamoDBError) {
        let record = try item.decode(Record.self)
        guard let eventID = EventID(record.eventId), let user = UserID(record.userId), let contact = Contact(item),
            let status = record.registrationStatus
        else { throw .unexpectedItem(JSONError(problem: "is no registration")) }
        self.init(
            eventID: eventID, user: user, status: status, registeredAt: record.registeredAt,
            calendarID: record.calendarId, contact: contact, knownSequence: record.knownSequence ?? 0,
            isToldOfCancellation: record.toldOfCancellation ?? false)
    }

    private struct Record: Decodable {
        let eventId: String
        let userId: String
        let status: String
        let ticket: Int?
        let registeredAt: Instant
        let calendarId: UUIDv7
        let knownSequence: Int?
        let toldOfCancellation: Bool?

        var registrationStatus: Status? {
            switch (status, ticket) {
            case ("registered", nil): .registered
            case ("waitlisted", let ticket?): .waitlisted(ticket: ticket)
            default: nil
            }
        }
    }
}

extension Registration {
    /// True of its item while it is as it was read: the same one, in the same state.
    var isUnchanged: Condition {
        var same =
            attribute("calendarId") == .string(calendarID.description) && attribute("status") == .string(status.name)
        if !isToldOfCancellation { same = same && attribute("toldOfCancellation").isMissing }
        guard case .waitlisted(let ticket) = status else { return same }
        return same && attribute("ticket") == .number(ticket)
    }

    /// Returns the action that notes news of a change as sent, if all is as it was read and newer news are not noted.
    func learns(_ news: EventNotice.Kind, sequence: Int) -> TransactionAction {
        let known = attribute("knownSequence")
        var changes: [Update.Change] = [.set("knownSequence", to: .number(sequence))]
        if news == .cancelled { changes.append(.set("toldOfCancellation", to: true)) }
        return .update(
            key: EventKeys.registration(user, eventID), Update(changes),
            if: isUnchanged && (known < .number(sequence) || known.isMissing))
    }

    /// The writes that remove it, with its pointer and its place, if it is still as it was read.
    var removal: [TransactionAction] {
        [
            .delete(key: EventKeys.registration(user, eventID), if: isUnchanged),
            .delete(key: EventKeys.pointer(eventID, of: user)),
        ] + [placeRemoval].compactMap(\.self)
    }

    private var placeRemoval: TransactionAction? {
        guard case .waitlisted(let ticket) = status else { return nil }
        return .delete(key: EventKeys.place(ticket, eventID), if: attribute("PK").exists)
    }
}
