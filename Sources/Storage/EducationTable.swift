public import DynamoDB
public import Platform
import Time

/// The one table that all features share; each item's key says what it is.
///
///     STUDENT#ada   MEETUP_SIGNUP#context-engineering-weekly
extension Table {
    /// The table that EDUCATION_TABLE names.
    public static func live(on host: Host, patience: Patience = .usual) throws -> Table {
        let name = try host.settings.required("EDUCATION_TABLE")
        return Table(name: name, client: try .live(on: host, patience: patience))
    }
}

extension Item {
    /// The key of an item: its partition and its place in it.
    public static func key(_ partition: String, _ sort: String) -> Item {
        ["PK": .string(partition), "SK": .string(sort)]
    }
}

/// The partition that holds what belongs to one person.
public func partition(of user: UserID) -> String {
    "STUDENT#\(user)"
}

extension TableDefinition {
    /// How the table is made for development and tests; in AWS the stack makes it.
    public static let education = TableDefinition(
        Keys("PK", "SK"),
        indexes: [Index("GSI1", Keys("GSI1PK", "GSI1SK"), attributes: shownByLists + shownToSweep + shownToErasure)],
        hasStream: true)

    /// What a list of events shows of each.
    private static let shownByLists = [
        "entityType", "eventId", "ownerId", "title", "description", "date", "startTime", "endTime", "timezone",
        "location", "organizer", "status", "sequence", "version", "createdAt", "updatedAt",
    ]
    /// By what the sweep chooses entries of the outbox, beside when and in which status they were made; what they hold
    /// stays in the table.
    private static let shownToSweep = ["kind", "attempts"]
    /// By what an erasure finds entries of the outbox.
    private static let shownToErasure = ["userId"]
}
