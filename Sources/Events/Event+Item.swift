public import DynamoDB
import JSON
import Platform
import Time

extension Event {
    /// The event's item, which the index lists under its status and by its start.
    public var item: Item {
        var item = EventKeys.event(id)
        item["entityType"] = "EVENT"
        item["eventId"] = .string(id.text)
        item["ownerId"] = .string(owner.text)
        item["title"] = .string(title)
        item["description"] = .string(description)
        item["date"] = .string(time.date.text)
        item["startTime"] = time.start.map { .string(EventTime.clock($0)) }
        item["endTime"] = time.end.map { .string(EventTime.clock($0)) }
        item["timezone"] = .string(time.zone)
        item["location"] = .string(location)
        item["organizer"] = .string(organizer)
        item["status"] = .string(status.rawValue)
        item["sequence"] = .number(sequence)
        item["version"] = .number(version)
        item["createdAt"] = .string(createdAt.iso8601)
        item["updatedAt"] = .string(updatedAt.iso8601)
        item["GSI1PK"] = .string(EventKeys.listing(status))
        item["GSI1SK"] = .string(EventPlace(of: self).text)
        return item
    }

    /// Reads an event from its item; nil if it is deleted.
    ///
    /// - Throws: `DynamoDBError.unexpectedItem` if the item is not an event.
    public static func reading(_ item: Item) throws(DynamoDBError) -> Event? {
        guard item["status"] != EventKeys.deleted else { return nil }
        let record = try item.decode(Record.self)
        guard let event = record.event else { throw .unexpectedItem(JSONError(problem: "is no event")) }
        return event
    }

    private struct Record: Decodable {
        let eventId: String
        let ownerId: String
        let title: String
        let description: String
        let date: String
        let startTime: String?
        let endTime: String?
        let timezone: String
        let location: String
        let organizer: String
        let status: String
        let sequence: Int
        let version: Int
        let createdAt: Instant
        let updatedAt: Instant
        let GSI1SK: String

        var event: Event? {
            guard let id = EventID(eventId), let owner = UserID(ownerId), let status = EventStatus(rawValue: status),
                let date = EventTime.Date(date), let place = EventPlace(GSI1SK)
            else { return nil }
            let time = EventTime(
                date: date, start: startTime.flatMap(EventTime.minutes), end: endTime.flatMap(EventTime.minutes),
                zone: timezone, startsAt: place.startsAt)
            return Event(
                id: id, owner: owner, title: title, description: description, time: time, location: location,
                organizer: organizer, status: status, sequence: sequence, version: version, createdAt: createdAt,
                updatedAt: updatedAt)
        }
    }
}

extension Seats {
    /// Returns the item of the seats.
    func item(of id: EventID) -> Item {
        EventKeys.seats(id).merging([
            "entityType": "SEATS",
            "capacity": .number(capacity),
            "status": .string(status.rawValue),
            "waitlistEnabled": .bool(isWaitlistOpen),
            "registered": .number(registered),
            "waiting": .number(waiting),
            "nextTicket": .number(nextTicket),
            "departed": .number(departed),
        ]) { key, _ in key }
    }

    /// Reads seats from their item; nil if their event is deleted.
    ///
    /// - Throws: `DynamoDBError.unexpectedItem` if the item does not hold seats.
    public static func reading(_ item: Item) throws(DynamoDBError) -> Seats? {
        guard item["status"] != EventKeys.deleted else { return nil }
        let record = try item.decode(Record.self)
        guard let status = EventStatus(rawValue: record.status) else {
            throw .unexpectedItem(JSONError(problem: "is no seats"))
        }
        return Seats(
            capacity: record.capacity, status: status, isWaitlistOpen: record.waitlistEnabled,
            registered: record.registered, waiting: record.waiting, nextTicket: record.nextTicket,
            departed: record.departed)
    }

    private struct Record: Decodable {
        let capacity: Int
        let status: String
        let waitlistEnabled: Bool
        let registered: Int
        let waiting: Int
        let nextTicket: Int
        let departed: Int?
    }
}
