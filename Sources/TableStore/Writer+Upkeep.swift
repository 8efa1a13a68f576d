extension Writer {
    /// For how long a token stands for the request that it came with.
    private static let tokenLife: Int64 = 600_000

    /// Remembers what the request with that token was like, for ten minutes.
    public func remember(token: [UInt8], fingerprint: [UInt8]) throws {
        beginWriting()
        try connection.with(.rememberToken) { statement in
            statement.bind(1, token)
            statement.bind(2, fingerprint)
            statement.bind(3, now)
            try statement.run()
        }
    }

    /// What the request with that token was like, if there was one within ten minutes.
    public func fingerprint(of token: [UInt8]) throws -> [UInt8]? {
        try connection.with(.findToken) { statement in
            statement.bind(1, token)
            statement.bind(2, now - Self.tokenLife)
            return try statement.step() ? statement.bytes(0) : nil
        }
    }

    /// Deletes some of what nobody can ask for any more; returns whether there may be more of it.
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

    /// Deletes some of a table's items whose time has come; returns how many.
    func sweep(_ table: Table, limit: Int) throws -> Int {
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
    /// Whether a table has items whose time has come.
    func hasExpired(_ table: Table, at now: Int64) throws -> Bool {
        try connection.with(.anyExpired, table.record.number) { statement in
            Expiry(at: now).bind(to: statement)
            return try statement.step()
        }
    }
}

/// Which times count as over: those of the last five years, older ones being taken for a mistake.
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
