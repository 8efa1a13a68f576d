import Storage

/// An event as its news describe it.
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

    /// Reads the event out of what news keep of it.
    ///
    /// - Throws: `EffectError.unreadable`, with the member at fault, if the facts can't be read.
    init(_ facts: Payload) throws(EffectError) {
        id = try facts.value("eventId") { EventID($0) }
        date = try facts.value("date") { GivenDate(ofAnyYear: $0) }
        status = try facts.value("status") { EventStatus(rawValue: $0) }
        title = try facts.text("title")
        description = try facts.text("description")
        start = try Self.clock("startTime", in: facts)
        end = try Self.clock("endTime", in: facts)
        zone = try facts.text("timezone")
        location = try facts.text("location")
        organizer = try facts.text("organizer")
    }

    private static func clock(_ name: String, in facts: Payload) throws(EffectError) -> Int? {
        facts.has(name) ? try facts.value(name) { EventTime.minutes($0) } : nil
    }
}
