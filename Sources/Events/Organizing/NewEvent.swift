public import Platform
public import Scheduling
import Storage
import Time

/// An event to be created, as its organizer describes it.
public struct NewEvent: Equatable, Sendable {
    static let titles = 1...200
    static let descriptions = 1...2_000
    static let locations = 1...500
    static let organizers = 1...200
    static let capacities = 1...100_000

    /// The id that the organizer chose.
    let id: EventID?
    let title: String
    let description: String
    /// The time; nil only if a field of it is wrong.
    let time: EventTime?
    let location: String
    let organizer: String
    let seats: Seats

    /// Reads an event out of a body's fields, which note the caller's mistakes.
    ///
    /// - Throws: `SchedulingError.damagedZone` if a zone can't be read.
    public init(reading fields: inout BodyFields, zones: ZoneFiles) throws {
        id = fields.value(ifGiven: "eventId", pattern: ChosenID.pattern, orNull: true) { EventID($0) }
        title = fields.text("title", Self.titles)
        description = fields.text("description", Self.descriptions)
        time = try Self.time(reading: &fields, zones: zones)
        location = fields.text("location", Self.locations)
        let capacity = fields.integer("capacity", Self.capacities)
        organizer = fields.text("organizer", Self.organizers)
        let status: EventStatus? = fields.choice(ifGiven: "status")
        let isWaitlistOpen = fields.flag(ifGiven: "waitlistEnabled")
        seats = Seats(capacity: capacity, status: status ?? .active, isWaitlistOpen: isWaitlistOpen ?? false)
    }

    private static func time(reading fields: inout BodyFields, zones: ZoneFiles) throws -> EventTime? {
        if !fields.has("date") { fields.refuse("date", fields.isNull("date") ? .isText : .isRequired) }
        let date = fields.date(ifGiven: "date")
        let (start, end) = (fields.clock(ifGiven: "startTime"), fields.clock(ifGiven: "endTime"))
        let zone = try fields.zone(ifGiven: "timezone", in: zones)
        guard let date, !fields.isRefused("timezone"), !fields.isRefused("startTime"), !fields.isRefused("endTime")
        else { return nil }
        let given = GivenTime(date: date, start: start, end: end, zone: try zone ?? Zone(named: "UTC", in: zones))
        if let mismatch = given.mismatch { fields.refuse(mismatch.field, mismatch.rule) }
        return given.time
    }

    /// Returns the event that this becomes.
    ///
    /// - Throws: `Problem.unexpected` if the fields were not checked.
    func event(_ id: EventID, owner: UserID, at now: Instant) throws(Problem) -> Event {
        guard let time else { throw .unexpected }
        return Event(
            id: id, owner: owner, title: title, description: description, time: time, location: location,
            organizer: organizer, status: seats.status, createdAt: now, updatedAt: now)
    }
}
