import DynamoDB
import Platform
import Storage

/// The keys of an event's items, all of which but the pointers are in its own partition.
///
///     EVENT#e     EVENT                       the event itself
///     EVENT#e     SEATS                       how many come, wait and fit in
///     EVENT#e     REGISTRATION#u              a user who comes or waits: at most one of each user
///     EVENT#e     WAITLIST#20 digits          the line, by ticket
///     STUDENT#u   REGISTRATION#e              by which a user finds what they registered for
enum EventKeys {
    static let registrations = "REGISTRATION#"
    static let line = "WAITLIST#"
    /// The status of an event that is kept only until its registrations are gone.
    static let deleted: AttributeValue = "deleted"

    static func event(_ id: EventID) -> Item { .key(partition(id), "EVENT") }
    static func seats(_ id: EventID) -> Item { .key(partition(id), "SEATS") }

    static func registration(_ user: UserID, _ id: EventID) -> Item {
        .key(partition(id), registrations + user.text)
    }

    static func place(_ ticket: Int, _ id: EventID) -> Item {
        let digits = String(ticket)
        return .key(partition(id), line + String(repeating: "0", count: 20 - digits.utf8.count) + digits)
    }

    static func pointer(_ id: EventID, of user: UserID) -> Item {
        .key(Storage.partition(of: user), registrations + id.text)
    }

    /// Returns the event that a user's sort key points to; nil for all other keys.
    static func event(ofPointer sort: String) -> EventID? {
        sort.hasPrefix(registrations) ? EventID(String(sort.dropFirst(registrations.count))) : nil
    }

    /// True of an event's item, and of its seats, if the event does not exist or is deleted.
    static let isGone = attribute("PK").isMissing || attribute("status") == deleted

    /// Returns the partition of the index that lists the events of a status.
    static func listing(_ status: EventStatus) -> String { "EVENTS#\(status.rawValue)" }

    static func partition(_ id: EventID) -> String { "EVENT#\(id)" }
}
