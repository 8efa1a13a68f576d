/// The statements that are cached; `number` is that of a table or an index.
enum SQL: Hashable {
    case begin, beginImmediate, commit, rollback
    case catalogVersion, raiseCounter
    case item, replicaItem
    case remark, remarkReplica
    case visit(Source, forward: Bool)
    case marks, markedItem, put, delete
    case replicaMarks, putReplica, deleteReplica
    case putEntry, deleteEntry
    case counts, addCounts
    case anyExpired, expired
    case enqueue, queued, dequeue
    case addRecord, records, firstRecord, lastRecord
    case rememberToken, findToken

    /// The source of a visit.
    enum Source: Hashable {
        case table, replica, index
    }

    func text(_ number: Int64) -> String {
        switch self {
        case .begin: "BEGIN"
        case .beginImmediate: "BEGIN IMMEDIATE"
        case .commit: "COMMIT"
        case .rollback: "ROLLBACK"
        case .visit(let source, let forward): Self.visit(source, number, forward: forward)
        case .catalogVersion, .raiseCounter, .counts, .addCounts: countersText
        case .item, .marks, .markedItem, .put, .remark, .delete, .anyExpired, .expired: itemText("t\(number)")
        case .replicaItem, .replicaMarks, .putReplica, .remarkReplica, .deleteReplica: replicaText("r\(number)")
        case .putEntry, .deleteEntry: entryText("i\(number)")
        case .enqueue, .queued, .dequeue: queueText
        case .addRecord, .records, .firstRecord, .lastRecord: recordText
        case .rememberToken, .findToken: tokenText
        }
    }

    private var countersText: String {
        switch self {
        case .catalogVersion: "SELECT value FROM counters WHERE name = 'catalog'"
        case .raiseCounter: "UPDATE counters SET value = value + 1 WHERE name = ?1 RETURNING value"
        case .counts: "SELECT items, bytes FROM counts WHERE number = ?1"
        default: "UPDATE counts SET items = items + ?2, bytes = bytes + ?3 WHERE number = ?1"
        }
    }

    private func itemText(_ table: String) -> String {
        switch self {
        case .item: "SELECT size, json FROM \(table) WHERE hash = ?1 AND range = ?2"
        case .marks: "SELECT size, marks FROM \(table) WHERE hash = ?1 AND range = ?2"
        case .markedItem: "SELECT size, marks, json FROM \(table) WHERE hash = ?1 AND range = ?2"
        case .put: "REPLACE INTO \(table) (hash, range, size, expires, marks, json) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
        case .remark: "UPDATE \(table) SET expires = ?3, marks = ?4 WHERE hash = ?1 AND range = ?2"
        case .anyExpired: "SELECT 1 FROM \(table) WHERE expires > ?1 AND expires < ?2 LIMIT 1"
        case .expired: "SELECT hash, range FROM \(table) WHERE expires > ?1 AND expires < ?2 ORDER BY expires LIMIT ?3"
        default: "DELETE FROM \(table) WHERE hash = ?1 AND range = ?2"
        }
    }

    private func replicaText(_ table: String) -> String {
        switch self {
        case .replicaItem: "SELECT size, json FROM \(table) WHERE hash = ?1 AND range = ?2"
        case .replicaMarks: "SELECT marks FROM \(table) WHERE hash = ?1 AND range = ?2"
        case .putReplica: "REPLACE INTO \(table) (hash, range, size, marks, json) VALUES (?1, ?2, ?3, ?4, ?5)"
        case .remarkReplica: "UPDATE \(table) SET marks = ?3 WHERE hash = ?1 AND range = ?2"
        default: "DELETE FROM \(table) WHERE hash = ?1 AND range = ?2"
        }
    }

    private func entryText(_ table: String) -> String {
        switch self {
        case .putEntry:
            """
            REPLACE INTO \(table) (hash, range, item_hash, item_range, size, json) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """
        default: "DELETE FROM \(table) WHERE hash = ?1 AND range = ?2 AND item_hash = ?3 AND item_range = ?4"
        }
    }

    private var queueText: String {
        switch self {
        case .enqueue:
            """
            INSERT INTO queue (due, owner, hash, range, size, json, marks, entries)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """
        case .queued:
            "SELECT sequence, due, owner, hash, range, size, json, marks, entries FROM queue ORDER BY sequence LIMIT ?1"
        default: "DELETE FROM queue WHERE sequence <= ?1"
        }
    }

    private var recordText: String {
        switch self {
        case .addRecord:
            """
            INSERT INTO records (stream, created, event, author, keys, old_size, old, new_size, new)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            """
        case .records:
            """
            SELECT sequence, created, event, author, keys, old_size, old, new_size, new FROM records
            WHERE stream = ?1 AND sequence >= ?2 AND created >= ?3 ORDER BY sequence LIMIT ?4
            """
        case .firstRecord:
            "SELECT sequence FROM records WHERE stream = ?1 AND created >= ?2 ORDER BY sequence LIMIT 1"
        default: "SELECT sequence FROM records WHERE stream = ?1 AND created >= ?2 ORDER BY sequence DESC LIMIT 1"
        }
    }

    private var tokenText: String {
        switch self {
        case .rememberToken: "REPLACE INTO tokens (token, fingerprint, remembered) VALUES (?1, ?2, ?3)"
        default: "SELECT fingerprint FROM tokens WHERE token = ?1 AND remembered > ?2"
        }
    }

    /// Selects a half-open range of whole keys; with row values SQLite seeks to both ends, however many parts they
    /// have.
    private static func visit(_ source: Source, _ number: Int64, forward: Bool) -> String {
        let order = forward ? "" : " DESC"
        switch source {
        case .table, .replica:
            return """
                SELECT size, json, hash, range FROM \(source == .table ? "t" : "r")\(number)
                WHERE (hash, range) >= (?1, ?2) AND (hash, range) < (?3, ?4)
                ORDER BY hash\(order), range\(order)
                """
        case .index:
            return """
                SELECT size, json, hash, range, item_hash, item_range FROM i\(number)
                WHERE (hash, range, item_hash, item_range) >= (?1, ?2, ?3, ?4)
                AND (hash, range, item_hash, item_range) < (?5, ?6, ?7, ?8)
                ORDER BY hash\(order), range\(order), item_hash\(order), item_range\(order)
                """
        }
    }
}
