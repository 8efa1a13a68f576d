public import JSON
import Platform
import Profiles
import Time

/// A user's registration for an event, as they see it themselves.
public struct PersonRegistration: Equatable, Sendable {
    /// The registration, with a seat or a place in the line.
    public let registration: Registration
    /// The place in the line, counted from one; nil for a user who has a seat.
    public let position: Int?
    /// The event; nil if it was deleted and is not gone yet.
    public let event: ListedEvent?

    init(_ registration: Registration, position: Int?, event: ListedEvent?) {
        self.registration = registration
        self.position = position
        self.event = event
    }

    private var listed: ListedRegistration { ListedRegistration(registration, position: position) }
}

extension PersonRegistration: JSONWritable {
    /// Writes the registration, with its event.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            listed.writeMembers(to: &json)
            writeEvent(to: &json)
        }
    }

    /// Writes all that is kept of it, also how its user is reached, which is for them alone.
    public func writeWhole(to json: inout JSONWriter) {
        json.object { json in
            listed.writeMembers(to: &json)
            json.member("calendarId", registration.calendarID.description)
            json.member("name", registration.contact.name)
            if let email = registration.contact.email { json.member("email", email) }
            json.member("language", registration.contact.language.rawValue)
            writeEvent(to: &json)
        }
    }

    private func writeEvent(to json: inout JSONWriter) {
        json.key("event")
        if let event { event.write(to: &json) } else { json.null() }
    }
}
