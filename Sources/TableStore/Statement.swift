import CSQLite

/// A prepared statement; its parameters count from 1, its columns from 0, as in SQLite.
final class Statement {
    private let handle: OpaquePointer
    private unowned let connection: Connection

    init(_ sql: String, on connection: Connection) throws(StoreError) {
        var handle: OpaquePointer?
        let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
        guard sqlite3_prepare_v3(connection.handle, sql, -1, flags, &handle, nil) == SQLITE_OK, let handle else {
            throw connection.failure
        }
        self.handle = handle
        self.connection = connection
    }

    deinit {
        sqlite3_finalize(handle)
    }

    func bind(_ parameter: Int32, _ integer: Int64) {
        sqlite3_bind_int64(handle, parameter, integer)
    }

    func bind(_ parameter: Int32, _ integer: Int64?) {
        guard let integer else { return }
        bind(parameter, integer)
    }

    func bind(_ parameter: Int32, _ text: String) {
        var text = text
        text.withUTF8 { _ = convene_bind_text(handle, parameter, $0.baseAddress, UInt64($0.count)) }
    }

    func bind(_ parameter: Int32, _ bytes: [UInt8]) {
        // A null address, which an empty array may have, would bind NULL.
        guard !bytes.isEmpty else {
            sqlite3_bind_zeroblob(handle, parameter, 0)
            return
        }
        bytes.withUnsafeBytes { _ = convene_bind_bytes(handle, parameter, $0.baseAddress, UInt64($0.count)) }
    }

    /// Binds NULL for nil.
    func bind(_ parameter: Int32, _ bytes: [UInt8]?) {
        guard let bytes else { return }
        bind(parameter, bytes)
    }

    /// Advances to the next row; returns false after the last one.
    func step() throws(StoreError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw connection.failure
        }
    }

    /// Steps through all rows of a statement whose rows don't matter.
    func run() throws(StoreError) {
        while try step() {}
    }

    func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(handle, column) == SQLITE_NULL
    }

    func integer(_ column: Int32) -> Int64 {
        sqlite3_column_int64(handle, column)
    }

    func optionalInteger(_ column: Int32) -> Int64? {
        isNull(column) ? nil : integer(column)
    }

    func bytes(_ column: Int32, from start: Int = 0) -> [UInt8] {
        let bytes = sqlite3_column_blob(handle, column)
        let count = Int(sqlite3_column_bytes(handle, column))
        guard let bytes, count > start else { return [] }
        return Array(UnsafeRawBufferPointer(start: bytes + start, count: count - start))
    }

    func optionalBytes(_ column: Int32) -> [UInt8]? {
        isNull(column) ? nil : bytes(column)
    }

    func text(_ column: Int32) -> String {
        String(decoding: bytes(column), as: UTF8.self)
    }

    func reset() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }
}
