internal import JSON

/// The definitions of all tables in one state of the store.
struct Catalog {
    var version: Int64
    var tables: [String: TableRecord]

    /// Reads the catalog from the database.
    init(from connection: Connection, version: Int64) throws {
        self.version = version
        tables = [:]
        let statement = try Statement("SELECT number, record FROM tables", on: connection)
        while try statement.step() {
            let record: TableRecord = try Catalog.decode(statement.bytes(1))
            guard record.number == statement.integer(0) else {
                throw StoreError("the store is damaged: a table's definition does not fit its data")
            }
            tables[record.definition.name] = record
        }
    }

    static func decode<Value: Decodable>(_ bytes: [UInt8]) throws(StoreError) -> Value {
        do {
            return try decodeJSON(Value.self, from: bytes)
        } catch {
            throw StoreError("the store is damaged: a definition can't be read: \(error)")
        }
    }

    static func encode(_ value: some Encodable) throws(StoreError) -> [UInt8] {
        do {
            return try encodeJSON(value)
        } catch {
            throw StoreError("a definition can't be kept: \(error)")
        }
    }
}

/// A table's definition and the numbers that locate its data.
struct TableRecord: Codable {
    struct Index: Codable {
        var number: Int64
        /// Global indexes may lag; local ones are part of the table.
        var isGlobal: Bool
    }

    var number: Int64
    var definition: TableDefinition
    var indexes: [String: Index]
    /// The number of the stream that is switched on.
    var stream: Int64?
}

/// A table as a reader or writer sees it; valid only within the closure that obtained it.
public struct StoredTable {
    let record: TableRecord

    public var definition: TableDefinition { record.definition }
}
