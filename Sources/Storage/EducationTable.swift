public import DynamoDB
public import Platform
import Time

/// The one table that all features share, in which each item's key names its kind.
///
///     STUDENT#ada   MEETUP_SIGNUP#context-engineering-weekly
extension Table {
    /// Returns the table that EDUCATION_TABLE names.
    public static func live(on host: Host, patience: Patience = .usual) throws -> Table {
        let name = try host.settings.required("EDUCATION_TABLE")
        return Table(name: name, client: try .live(on: host, patience: patience))
    }
}

extension Item {
    /// Returns the key of an item, made of its partition and its sort key.
    public static func key(_ partition: String, _ sort: String) -> Item {
        ["PK": .string(partition), "SK": .string(sort)]
    }
}

/// Returns the partition of the user's items.
public func partition(of user: UserID) -> String {
    "STUDENT#\(user)"
}

extension TableSchema {
    /// The definition of the table for development and tests; in AWS the stack creates it.
    public static let education = TableSchema(
        Keys("PK", "SK"),
        indexes: [Index("GSI1", Keys("GSI1PK", "GSI1SK"), attributes: shownByLists + shownToSweep + shownToErasure)],
        hasStream: true)

    /// The attributes that lists of events show.
    private static let shownByLists = [
        "entityType", "eventId", "ownerId", "title", "description", "date", "startTime", "endTime", "timezone",
        "location", "organizer", "status", "sequence", "version", "createdAt", "updatedAt",
    ]
    /// The attributes by which the sweep chooses outbox entries, besides their times and their status.
    ///
    /// The payload stays in the table.
    private static let shownToSweep = ["kind", "attempts"]
    /// The attributes by which an erasure finds outbox entries.
    private static let shownToErasure = ["userId"]
}
