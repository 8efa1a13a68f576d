public import Platform

/// A selection of an event's registrations.
public struct RegistrationSelection: Equatable, Sendable {
    /// A status of a registration, by its name in queries.
    public enum Status: String, CaseIterable, Sendable {
        case registered
        case waitlisted
    }

    /// The status to select; nil for all.
    public var status: Status?
    /// The cursor after which the selection begins; nil for the beginning.
    public var cursor: RegistrationCursor?
    /// The number of registrations to skip.
    public var offset: Int
    /// The greatest number of registrations to show.
    public var limit: Int

    /// Creates a selection: the first fifty of everyone, unless told otherwise.
    public init(status: Status? = nil, cursor: RegistrationCursor? = nil, offset: Int = 0, limit: Int = 50) {
        self.status = status
        self.cursor = cursor
        self.offset = offset
        self.limit = limit
    }

    /// Reads `status`, `cursor`, `offset` and `limit`, and notes what is wrong with them.
    public init(reading fields: inout QueryFields) {
        status = fields.choice(ifGiven: "status")
        cursor = fields.cursor(RegistrationCursor.init(_:))
        offset = fields.offset()
        limit = fields.limit()
    }

    /// Returns the query that asks for what follows the cursor.
    public func query(after cursor: RegistrationCursor) -> String {
        (["cursor=\(cursor.text)", "limit=\(limit)"] + [status.map { "status=\($0.rawValue)" }].compactMap(\.self))
            .joined(separator: "&")
    }

    /// The number of registrations to find, including the one that shows whether there are more.
    var reach: Int { offset + limit + 1 }

    /// A Boolean value that is true if users with a seat are selected, after the cursor.
    var showsRegistered: Bool {
        if case .waiting = cursor { false } else { status != .waitlisted }
    }

    /// A Boolean value that is true if waiting users are selected.
    var showsLine: Bool { status != .registered }
}
