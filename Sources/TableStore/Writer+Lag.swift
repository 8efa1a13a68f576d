extension Writer {
    /// Queues a change in the database itself, so that it survives a crash.
    func enqueue(_ place: RowKey, of record: TableRecord, item: StoredItem?, entries: [MarkedEntry]) throws {
        try connection.with(.enqueue) { statement in
            statement.bind(1, now + lag)
            statement.bind(2, record.number)
            place.bind(to: statement, from: 3)
            statement.bind(5, item.map { Int64($0.size) })
            statement.bind(6, item?.json)
            statement.bind(7, Packed.bytes(of: entries.map(\.mark)))
            statement.bind(8, Packed.bytes(of: entries.map(\.json)))
            try statement.run()
        }
        noteEnqueued()
    }

    /// A queued change to the replica and the global indexes.
    private struct Change {
        var sequence: Int64
        var due: Int64
        var owner: Int64
        var place: RowKey
        /// Nil for a deleted item.
        var item: StoredItem?
        var entries: [MarkedEntry]
    }

    /// The progress of `applyDue`.
    enum Progress: Equatable {
        case more
        case nothingUntil(Int64)
        case nothing
    }

    /// Applies some of the changes that are due, in order.
    func applyDue(by time: Int64) throws -> Progress {
        let limit = 200
        let queued = try changes(limit: limit)
        // If the clock was set back, changes must still not wait longer than the lag.
        let due = queued.prefix { $0.due <= time || (time < .max && $0.due > time + max(lag, 0)) }
        if let last = due.last {
            beginWriting()
            let records = Dictionary(uniqueKeysWithValues: catalog.tables.values.map { ($0.number, $0) })
            for change in due {
                guard let record = records[change.owner] else { continue }
                try apply(change, to: record)
            }
            try connection.with(.dequeue) { statement in
                statement.bind(1, last.sequence)
                try statement.run()
            }
        }
        if due.count < queued.count { return .nothingUntil(queued[due.count].due) }
        return queued.count < limit ? .nothing : .more
    }

    private func changes(limit: Int) throws -> [Change] {
        try connection.with(.queued) { statement in
            statement.bind(1, Int64(limit))
            var changes: [Change] = []
            while try statement.step() {
                let place = RowKey(hash: statement.bytes(3), range: statement.bytes(4))
                let item = statement.optionalBytes(6).map { StoredItem(json: $0, size: Int(statement.integer(5))) }
                let marks = try Packed.marks(statement.optionalBytes(7))
                let contents = try Packed.contents(statement.optionalBytes(8))
                changes.append(
                    Change(
                        sequence: statement.integer(0), due: statement.integer(1), owner: statement.integer(2),
                        place: place, item: item, entries: zip(marks, contents).map(MarkedEntry.init)))
            }
            return changes
        }
    }

    private func apply(_ change: Change, to record: TableRecord) throws {
        let old = try connection.with(.replicaMarks, record.number) { statement in
            change.place.bind(to: statement)
            return try statement.step() ? try Packed.marks(statement.optionalBytes(0)) : []
        }
        try connection.with(change.item == nil ? .deleteReplica : .putReplica, record.number) { statement in
            change.place.bind(to: statement)
            if let item = change.item {
                statement.bind(3, Int64(item.size))
                statement.bind(4, Packed.bytes(of: change.entries.map(\.mark)))
                statement.bind(5, item.json)
            }
            try statement.run()
        }
        try replace(old, with: change.entries, at: change.place, in: record, where: \.isGlobal)
    }

    /// Creates replicas for all tables if there is a lag, and otherwise removes them; leaves nothing queued.
    func adoptLag() throws {
        let hasReplicas = try connection.integer("SELECT count(*) FROM sqlite_schema WHERE name GLOB 'r[0-9]*'") > 0
        if hasReplicas { while try applyDue(by: .max) == .more {} }
        for record in catalog.tables.values {
            let exists = try connection.integer(
                "SELECT count(*) FROM sqlite_schema WHERE name = 'r\(record.number)'")
            guard (exists > 0) != (lag > 0) else { continue }
            beginWriting()
            try connection.execute(lag > 0 ? Schema.replica(record.number) : "DROP TABLE r\(record.number)")
        }
    }
}
