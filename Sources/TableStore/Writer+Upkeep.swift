extension Writer {
    /// How long a client request token is valid.
    private static let tokenLife: Int64 = 600_000

    /// Remembers a request's fingerprint under its token for ten minutes.
    public func remember(token: [UInt8], fingerprint: [UInt8]) throws {
        beginWriting()
        try connection.with(.rememberToken) { statement in
            statement.bind(1, token)
            statement.bind(2, fingerprint)
            statement.bind(3, now)
            try statement.run()
        }
    }

    /// Returns the fingerprint of a request with that token within the last ten minutes.
    public func fingerprint(of token: [UInt8]) throws -> [UInt8]? {
        try connection.with(.findToken) { statement in
            statement.bind(1, token)
            statement.bind(2, now - Self.tokenLife)
            return try statement.step() ? statement.bytes(0) : nil
        }
    }

    /// Deletes some expired records, streams and tokens; returns whether there may be more.
    func trim(limit: Int) throws -> Bool {
        beginWriting()
        let expired = now - Self.streamLife
        let removals = [
            "DELETE FROM tokens WHERE token IN "
                + "(SELECT token FROM tokens WHERE remembered <= \(now - Self.tokenLife) LIMIT \(limit))",
            "DELETE FROM records WHERE sequence IN "
                + "(SELECT sequence FROM records ORDER BY sequence LIMIT \(limit)) AND created < \(expired)",
            "DELETE FROM records WHERE sequence IN (SELECT sequence FROM records WHERE stream IN "
                + "(SELECT number FROM streams WHERE closed <= \(expired)) LIMIT \(limit))",
            "DELETE FROM streams WHERE closed <= \(expired) AND number NOT IN (SELECT stream FROM records)",
        ]
        return try removals.reduce(false) { mayBeMore, removal in
            try connection.execute(removal)
            return try connection.integer("SELECT changes()") >= limit || mayBeMore
        }
    }

    /// Deletes up to `limit` of a table's expired items; returns how many.
    func sweep(_ table: StoredTable, limit: Int) throws -> Int {
        var keys: [ItemKey] = []
        try connection.with(.expired, table.record.number) { statement in
            Expiry(at: now).bind(to: statement)
            statement.bind(3, Int64(limit))
            while try statement.step() {
                keys.append(
                    ItemKey(hash: statement.bytes(0, from: SpreadHash.length), range: statement.bytes(1)))
            }
        }
        for key in keys { try delete(key, from: table, by: .timeToLive) }
        return keys.count
    }
}

extension Reader {
    /// Returns whether a table has expired items.
    func hasExpired(_ table: StoredTable, at now: Int64) throws -> Bool {
        try connection.with(.anyExpired, table.record.number) { statement in
            Expiry(at: now).bind(to: statement)
            return try statement.step()
        }
    }
}

/// The expiry times that count: those of the last five years, since older ones are taken for mistakes.
private struct Expiry {
    let seconds: Int64

    init(at now: Int64) {
        seconds = now / 1000
    }

    func bind(to statement: Statement) {
        statement.bind(1, seconds - 5 * 365 * 86_400)
        statement.bind(2, seconds)
    }
}
