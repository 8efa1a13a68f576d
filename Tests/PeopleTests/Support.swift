import DynamoDB
import JSON
import Platform
import Storage
import Testbed
import Testing
import Time

@testable import Events

/// Returns the moment that an ISO 8601 text names.
func moment(_ text: String) throws -> Instant {
    try #require(Instant(iso8601: text))
}

func user(_ id: String) throws -> UserID {
    try #require(UserID(id))
}

func caller(_ id: String = "ada", _ roles: Role...) throws -> Identity {
    Identity(userID: try user(id), email: "\(id)@example.com", name: "Name of \(id)", roles: Set(roles))
}

/// Returns the JSON of a value.
func json(_ value: some JSONWritable) -> String {
    var writer = JSONWriter()
    value.write(to: &writer)
    return String(decoding: writer.bytes, as: UTF8.self)
}

extension Table {
    /// Creates an event with the given number of seats and a waitlist.
    func makeEvent(_ id: String, capacity: Int = 1) throws {
        let day = try #require(CivilDate(iso8601: "2026-12-15"))
        let event = Event(
            id: try #require(EventID(id)), owner: try user("owner"), title: "Event \(id)", description: "About it.",
            time: EventTime(
                date: .day(day), start: 570, end: nil, zone: "UTC", startsAt: try moment("2026-12-15T09:30:00Z")),
            location: "Hall", organizer: "Rico", status: .active, createdAt: try moment("2026-11-01T00:00:00Z"),
            updatedAt: try moment("2026-11-01T00:00:00Z"))
        try put(event.item)
        try put(Seats(capacity: capacity, status: .active, isWaitlistOpen: true).item(of: event.id))
    }

    /// Registers users for an event, one after another.
    func register(_ people: String..., for event: String) throws {
        for person in people {
            _ = try EventRegistration(table: self, attempts: Attempts(on: TestHost().host)).register(
                for: event, as: caller(person), at: moment("2026-11-20T10:00:00Z"))
        }
    }

    /// Returns the registered and the waiting users in their order, and the event's counts of both.
    func people(at event: String) throws -> [String] {
        let list = try RegistrationListing(table: self).registrations(for: event, as: caller("owner", .organizer)).shown
        let seats = try EventRepository(table: self).event(#require(EventID(event)))?.seats
        return list.map { "\($0.userId) \($0.status)" } + ["\(seats?.registered ?? 0) \(seats?.waiting ?? 0)"]
    }
}
