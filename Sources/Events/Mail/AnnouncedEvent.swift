import DynamoDB

/// An event as news tell of it.
struct AnnouncedEvent: Equatable {
    let id: EventID
    let title: String
    let description: String
    let date: GivenDate
    let start: Int?
    let end: Int?
    let zone: String
    let location: String
    let organizer: String
    let status: EventStatus

    /// Reads the event out of what news keep of it; throws `EffectError.unreadable` with the member that is at fault.
    init(_ attributes: Item) throws(EffectError) {
        func text(_ name: String) throws(EffectError) -> String {
            guard let text = attributes[name]?.string else { throw .unreadable("event.\(name)") }
            return text
        }
        func clock(_ name: String) throws(EffectError) -> Int? {
            guard attributes[name] != nil else { return nil }
            guard let minutes = EventTime.minutes(try text(name)) else { throw .unreadable("event.\(name)") }
            return minutes
        }
        guard let id = EventID(try text("eventId")) else { throw .unreadable("event.eventId") }
        guard let date = GivenDate(ofAnyYear: try text("date")) else { throw .unreadable("event.date") }
        guard let status = EventStatus(rawValue: try text("status")) else { throw .unreadable("event.status") }
        (self.id, self.date, self.status) = (id, date, status)
        title = try text("title")
        description = try text("description")
        start = try clock("startTime")
        end = try clock("endTime")
        zone = try text("timezone")
        location = try text("location")
        organizer = try text("organizer")
    }
}
