import Events
public import Platform

/// A request for some of a user's registrations.
public struct RegistrationsQuery: Equatable, Sendable {
    /// The event after which the page begins; nil for the first page.
    let cursor: EventID?
    /// The number of registrations that are left out.
    let offset: Int
    /// The maximum number of registrations in a page.
    let limit: Int

    /// Reads `cursor`, `offset` and `limit`, and notes every error in them.
    public init(reading fields: inout QueryFields) {
        cursor = fields.cursor(EventID.init(cursor:))
        offset = fields.offset()
        limit = fields.limit()
    }

    /// Returns the query of the page after the given cursor.
    public func query(after cursor: String) -> String {
        "cursor=\(cursor)&limit=\(limit)"
    }
}

extension EventID {
    private static let after = "after."

    /// Reads a cursor that `cursor` has written; nil for any other text.
    init?(cursor: String) {
        guard cursor.hasPrefix(Self.after) else { return nil }
        self.init(String(cursor.dropFirst(Self.after.count)))
    }

    /// The cursor for callers, with which they find nothing that they could not see without it.
    var cursor: String { Self.after + text }
}
