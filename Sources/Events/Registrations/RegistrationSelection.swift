public import Platform

/// Which registrations of an event are asked for.
public struct RegistrationSelection: Equatable, Sendable {
    /// What people may have, as callers name it.
    public enum Status: String, CaseIterable, Sendable {
        case registered
        case waitlisted
    }

    /// Those who have this; nil for everyone.
    public var status: Status?
    /// Those behind this one; nil from the beginning.
    public var cursor: RegistrationCursor?
    /// How many of them are left out.
    public var offset: Int
    /// How many are shown at most.
    public var limit: Int

    /// The first fifty of everyone, unless told otherwise.
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

    /// The query that asks for what comes behind.
    public func query(after cursor: RegistrationCursor) -> String {
        (["cursor=\(cursor.text)", "limit=\(limit)"] + [status.map { "status=\($0.rawValue)" }].compactMap(\.self))
            .joined(separator: "&")
    }

    /// How many have to be found, the one included that says whether there are more.
    var reach: Int { offset + limit + 1 }

    /// Whether those who have a seat are asked for, behind the cursor.
    var showsRegistered: Bool {
        if case .waiting = cursor { false } else { status != .waitlisted }
    }

    /// Whether those who wait are asked for.
    var showsLine: Bool { status != .registered }
}
