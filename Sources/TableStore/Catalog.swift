internal import JSON

/// All tables' definitions, as they are at one state of the store.
struct Catalog {
    var version: Int64
    var tables: [String: TableRecord]

    /// Reads it from the database.
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

/// A table with what tells where its data are.
struct TableRecord: Codable {
    struct Index: Codable {
        var number: Int64
        /// Global indexes may lag behind, local ones are part of the table.
        var isGlobal: Bool
    }

    var number: Int64
    var definition: TableDefinition
    var indexes: [String: Index]
    /// The number of the stream that is on.
    var stream: Int64?
}

/// A table as a reader or a writer sees it; good only within the closure in which it was asked for.
public struct Table {
    let record: TableRecord

    public var definition: TableDefinition { record.definition }
}
