public import JSON
import Platform
public import Time

/// A registration as callers see it.
public struct ListedRegistration: Codable, Equatable, Sendable {
    /// The id of the event.
    public let eventId: String
    /// The id of the user.
    public let userId: String
    /// The word that answers have for a seat or a place in the line.
    public let status: String
    /// The place in the line, counted from one; nil for a user who has a seat.
    public let waitlistPosition: Int?
    /// The time of the registration.
    public let registeredAt: Instant

    /// Creates an entry of a list, with the user's position if they wait.
    public init(_ registration: Registration, position: Int? = nil) {
        eventId = registration.eventID.text
        userId = registration.user.text
        status = registration.status.name
        waitlistPosition = position
        registeredAt = registration.registeredAt
    }

    /// Creates an entry for a place in the line.
    init(_ place: WaitingLine.Place, in eventID: EventID, position: Int) {
        eventId = eventID.text
        userId = place.user.text
        status = Registration.Status.waitlisted(ticket: place.ticket).name
        waitlistPosition = position
        registeredAt = place.registeredAt
    }
}

extension ListedRegistration: JSONWritable {
    /// Writes all of it; a missing position is absent, not null.
    public func write(to json: inout JSONWriter) {
        json.object { json in writeMembers(to: &json) }
    }

    /// Writes the members alone, for callers that add others.
    public func writeMembers(to json: inout JSONWriter) {
        json.member("eventId", eventId)
        json.member("userId", userId)
        json.member("status", status)
        if let waitlistPosition { json.member("waitlistPosition", waitlistPosition) }
        json.member("registeredAt", registeredAt.iso8601)
    }
}
