/// The structure of the database.
///
/// Every table, replica and index of the service is an SQLite table with its keys as the primary key: `t`, `r` (the
/// replica for eventually consistent reads) or `i`, followed by a number that is never reused. Rows are stored in order
/// of arrival and only keys are sorted: with items in the nodes of the tree, few would fit on a page, and a new one
/// would change a dozen pages.
enum Schema {
    /// Marks the store's files among other SQLite databases: `CvTb`.
    static let applicationID: Int32 = 0x4376_5462
    static let version: Int32 = 1
    static let pageSize = 4096

    static let creation = """
        CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        INSERT INTO counters VALUES ('catalog', 1), ('numbers', 0);
        CREATE TABLE tables (number INTEGER PRIMARY KEY, record BLOB NOT NULL);
        CREATE TABLE counts (number INTEGER PRIMARY KEY, items INTEGER NOT NULL, bytes INTEGER NOT NULL);
        CREATE TABLE streams (
            number INTEGER PRIMARY KEY, table_name TEXT NOT NULL, definition BLOB NOT NULL, settings BLOB NOT NULL,
            opened INTEGER NOT NULL, closed INTEGER, opening INTEGER NOT NULL);
        CREATE TABLE records (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT, stream INTEGER NOT NULL, created INTEGER NOT NULL,
            event INTEGER NOT NULL, author INTEGER NOT NULL, keys BLOB NOT NULL,
            old_size INTEGER, old BLOB, new_size INTEGER, new BLOB);
        CREATE INDEX records_by_stream ON records (stream);
        CREATE TABLE tokens (token BLOB PRIMARY KEY, fingerprint BLOB NOT NULL, remembered INTEGER NOT NULL)
            WITHOUT ROWID;
        CREATE INDEX tokens_by_time ON tokens (remembered);
        CREATE TABLE queue (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT, due INTEGER NOT NULL, owner INTEGER NOT NULL,
            hash BLOB NOT NULL, range BLOB NOT NULL, size INTEGER, json BLOB, marks BLOB, entries BLOB);
        """

    static func table(_ number: Int64) -> String {
        """
        CREATE TABLE t\(number) (
            hash BLOB NOT NULL, range BLOB NOT NULL, size INTEGER NOT NULL, expires INTEGER, marks BLOB,
            json BLOB NOT NULL, PRIMARY KEY (hash, range));
        INSERT INTO counts VALUES (\(number), 0, 0);
        """
    }

    /// Creates the replica of a table from the table's current rows.
    static func replica(_ number: Int64) -> String {
        """
        CREATE TABLE r\(number) (
            hash BLOB NOT NULL, range BLOB NOT NULL, size INTEGER NOT NULL, marks BLOB, json BLOB NOT NULL,
            PRIMARY KEY (hash, range));
        INSERT INTO r\(number) SELECT hash, range, size, marks, json FROM t\(number) ORDER BY hash, range;
        """
    }

    static func index(_ number: Int64) -> String {
        """
        CREATE TABLE i\(number) (
            hash BLOB NOT NULL, range BLOB NOT NULL, item_hash BLOB NOT NULL, item_range BLOB NOT NULL,
            size INTEGER NOT NULL, json BLOB NOT NULL, PRIMARY KEY (hash, range, item_hash, item_range));
        INSERT INTO counts VALUES (\(number), 0, 0);
        """
    }

    /// Creates the index by expiry time.
    static func expiry(_ number: Int64) -> String {
        "CREATE INDEX IF NOT EXISTS x\(number) ON t\(number) (expires) WHERE expires IS NOT NULL"
    }

    static func removal(ofTable number: Int64) -> String {
        """
        DROP TABLE t\(number);
        DROP TABLE IF EXISTS r\(number);
        DELETE FROM counts WHERE number = \(number);
        DELETE FROM queue WHERE owner = \(number);
        """
    }

    static func removal(ofIndex number: Int64) -> String {
        """
        DROP TABLE i\(number);
        DELETE FROM counts WHERE number = \(number);
        """
    }
}
