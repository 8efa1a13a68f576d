import Events
public import Platform

/// Which of a person's registrations are asked for.
public struct RegistrationsQuery: Equatable, Sendable {
    /// Behind which event; nil for the beginning.
    let cursor: EventID?
    /// How many of them are left out.
    let offset: Int
    /// How many are shown at most.
    let limit: Int

    /// Reads `cursor`, `offset` and `limit`, and notes what is wrong with them.
    public init(reading fields: inout QueryFields) {
        cursor = fields.cursor(EventID.init(cursor:))
        offset = fields.offset()
        limit = fields.limit()
    }

    /// The query that asks for what comes behind.
    public func query(after cursor: String) -> String {
        "cursor=\(cursor)&limit=\(limit)"
    }
}

extension EventID {
    private static let after = "after."

    /// Reads what `cursor` writes; nil for anything else.
    init?(cursor: String) {
        guard cursor.hasPrefix(Self.after) else { return nil }
        self.init(String(cursor.dropFirst(Self.after.count)))
    }

    /// The event as callers hand it back: it finds nothing that they could not see without it.
    var cursor: String { Self.after + text }
}
