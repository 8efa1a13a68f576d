public import JSON
import Platform
import Profiles
import Time

/// What someone has at an event, as they see it themselves.
public struct PersonRegistration: Equatable, Sendable {
    /// That they have a seat, or wait for one.
    public let registration: Registration
    /// How many are served before they are, themselves counted; nil for those who have a seat.
    public let position: Int?
    /// What they registered for; nil for what was deleted and is not gone yet.
    public let event: ListedEvent?

    init(_ registration: Registration, position: Int?, event: ListedEvent?) {
        self.registration = registration
        self.position = position
        self.event = event
    }

    private var listed: ListedRegistration { ListedRegistration(registration, position: position) }
}

extension PersonRegistration: JSONWritable {
    /// Writes the registration, with the event that it is for.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            listed.writeMembers(to: &json)
            writeEvent(to: &json)
        }
    }

    /// Writes all that is kept of it, also how its person is reached, which is for them alone.
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
