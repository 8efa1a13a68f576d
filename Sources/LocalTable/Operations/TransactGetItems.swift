import Expressions
import JSON
import TableStore

extension Operations {
    func transactGetItems(_ input: JSONNode) throws -> [UInt8] {
        try ShapeReader.check(input, against: RequestShapes.transactGetItems)
        let reads = try input.required(member: "TransactItems").elements.map { element in
            try ItemRead(element.required(member: "Get"), wording: .older)
        }
        let report = CapacityReport(input)
        try checkConflicts(ofReading: reads)
        let stored = try store.read { reader in
            let tables = try reads.map { try table($0.table, in: reader) }
            let keys = try Self.keys(of: reads, in: tables)
            return try zip(tables, keys).map { table, key in try reader.item(key, in: table) }
        }
        guard stored.reduce(0, { $0 + ($1?.size ?? 0) }) <= TransactionLimits.bytes else {
            throw TransactionLimits.tooLarge
        }
        return try Self.object { json in
            Self.writeReadCapacities(of: stored, in: reads.map(\.table), report, to: &json)
            try json.array("Responses") { json in
                for (read, stored) in zip(reads, stored) { try Self.write(stored, for: read, to: &json) }
            }
        }
    }

    private static func keys(of reads: [ItemRead], in tables: [StoredTable]) throws -> [ItemKey] {
        var reasons = CancellationReasons()
        var seen: Set<Target> = []
        var keys: [ItemKey] = []
        for (read, table) in zip(reads, tables) {
            let form = KeyForm(table.definition.key, of: table.definition)
            try reasons.collect {
                let key = try form.key(exactly: read.key)
                guard seen.insert(Target(table: table.definition.name, key: key)).inserted else {
                    throw TransactionLimits.repeated
                }
                keys.append(key)
            }
        }
        try reasons.throwIfAny()
        return keys
    }

    private static func write(_ stored: StoredItem?, for read: ItemRead, to json: inout JSONWriter) throws {
        try json.object { json in
            guard let stored else { return }
            json.key("Item")
            json.json(try stored.json(showing: read.projection))
        }
    }

    /// Writes the capacity consumed by the reads of a transaction, by table.
    static func writeReadCapacities(
        of stored: [StoredItem?], in places: [String], _ report: CapacityReport, to json: inout JSONWriter
    ) {
        guard report != .none else { return }
        var tables: [String] = []
        var capacities: [String: Capacity] = [:]
        for (table, stored) in zip(places, stored) {
            if capacities[table] == nil { tables.append(table) }
            capacities[table, default: Capacity()].table +=
                Capacity.reading(stored?.size ?? 0, consistent: true) * 2
        }
        json.array("ConsumedCapacity") { json in
            for table in tables {
                capacities[table]?.writeObject(to: &json, table: table, report, split: .read)
            }
        }
    }
}
