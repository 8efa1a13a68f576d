public import JSON
import Platform
public import Time

/// A registration as callers see it.
public struct ListedRegistration: Codable, Equatable, Sendable {
    /// What it is for.
    public let eventId: String
    /// Whose it is.
    public let userId: String
    /// Whether they have a seat or wait for one, as answers call it.
    public let status: String
    /// How many are served before they are, themselves counted; nil for those who have a seat.
    public let waitlistPosition: Int?
    /// Since when.
    public let registeredAt: Instant

    /// The registration, with the person's position where they wait.
    public init(_ registration: Registration, position: Int? = nil) {
        eventId = registration.eventID.text
        userId = registration.user.text
        status = registration.status.name
        waitlistPosition = position
        registeredAt = registration.registeredAt
    }

    /// What someone has who stands there in the line.
    init(_ place: WaitingLine.Place, in eventID: EventID, position: Int) {
        eventId = eventID.text
        userId = place.user.text
        status = Registration.Status.waitlisted(ticket: place.ticket).name
        waitlistPosition = position
        registeredAt = place.registeredAt
    }
}

extension ListedRegistration: JSONWritable {
    /// Writes all of it; a position that there is not is absent, not null.
    public func write(to json: inout JSONWriter) {
        json.object { json in writeMembers(to: &json) }
    }

    /// Writes the members alone, for whoever adds others.
    public func writeMembers(to json: inout JSONWriter) {
        json.member("eventId", eventId)
        json.member("userId", userId)
        json.member("status", status)
        if let waitlistPosition { json.member("waitlistPosition", waitlistPosition) }
        json.member("registeredAt", registeredAt.iso8601)
    }
}
