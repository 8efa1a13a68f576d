public import JSON
import Time

/// An event with its seats, as callers see it.
public struct ListedEvent: Equatable, Sendable {
    /// The event itself.
    public let event: Event
    /// The event's seats.
    public let seats: Seats

    /// Creates an event with its seats.
    public init(event: Event, seats: Seats) {
        self.event = event
        self.seats = seats
    }
}

extension ListedEvent: JSONWritable {
    /// Writes the parts of an event that everyone may know.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("eventId", event.id.text)
            json.member("title", event.title)
            json.member("description", event.description)
            json.member("date", event.time.date.text)
            if let start = event.time.start { json.member("startTime", EventTime.clock(start)) }
            if let end = event.time.end { json.member("endTime", EventTime.clock(end)) }
            json.member("timezone", event.time.zone)
            json.member("location", event.location)
            json.member("capacity", seats.capacity)
            json.member("organizer", event.organizer)
            json.member("status", event.status.rawValue)
            json.member("waitlistEnabled", seats.isWaitlistOpen)
            json.member("registeredCount", seats.registered)
            json.member("waitlistCount", seats.waiting)
            json.member("createdAt", event.createdAt.iso8601)
            json.member("updatedAt", event.updatedAt.iso8601)
        }
    }
}
