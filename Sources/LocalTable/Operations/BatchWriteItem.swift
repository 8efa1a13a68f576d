import Expressions
import JSON
import TableStore

extension Operations {
    private static let mostWrites = 25

    func batchWriteItem(_ input: JSONNode) throws -> [UInt8] {
        try Self.requireRequestItems(of: input, for: "BatchWriteItem")
        try ShapeReader.check(input, against: RequestShapes.batchWriteItem)
        let writes = try BatchWriteRequest.writes(in: input)
        guard writes.count <= Self.mostWrites else {
            throw ServiceFailure.validation("Too many items requested for the BatchWriteItem call")
        }
        let report = CapacityReport(input)
        let wantsMetrics = input.text("ReturnItemCollectionMetrics") == "SIZE"
        let (unprocessed, (done, outcomes)) = try withoutConflicts(writes) { writes in
            (writes, writes.isEmpty ? [] : try perform(writes, readingOld: report != .none))
        }
        return try Self.object { json in
            BatchWriteRequest.write(unprocessed: unprocessed, to: &json)
            if wantsMetrics { Self.writeMetrics(of: outcomes, done, to: &json) }
            try Self.writeCapacities(of: outcomes, done, report, doubled: false, to: &json)
        }
    }

    private func perform(_ writes: [ItemWrite], readingOld: Bool) throws -> [WriteOutcome] {
        try store.write(at: clock()) { writer in
            let places = try BatchWriteRequest.places(of: writes) { try table($0, in: writer) }
            let outcomes = try zip(writes, places).map { write, place in
                try write.outcome(at: place, in: writer, readingOld: readingOld)
            }
            for outcome in outcomes { try outcome.store(with: writer) }
            return outcomes
        }
    }

    /// Writes the capacity that the writes consumed, by table in the order of the request.
    static func writeCapacities(
        of outcomes: [WriteOutcome], _ writes: [ItemWrite], _ report: CapacityReport, doubled: Bool,
        to json: inout JSONWriter
    ) throws {
        guard report != .none else { return }
        var tables: [String] = []
        var capacities: [String: Capacity] = [:]
        for (write, outcome) in zip(writes, outcomes) {
            if capacities[write.table] == nil { tables.append(write.table) }
            let capacity = try outcome.capacity()
            capacities[write.table, default: Capacity()] =
                capacities[write.table, default: Capacity()] + (doubled ? capacity.doubled : capacity)
        }
        json.array("ConsumedCapacity") { json in
            for table in tables {
                capacities[table]?.writeObject(to: &json, table: table, report, split: doubled ? .write : nil)
            }
        }
    }

    static func writeMetrics(of outcomes: [WriteOutcome], _ writes: [ItemWrite], to json: inout JSONWriter) {
        var metrics: [(table: String, objects: [[UInt8]])] = []
        for (write, outcome) in zip(writes, outcomes) {
            guard let object = outcome.collectionMetrics(of: write) else { continue }
            if let place = metrics.firstIndex(where: { $0.table == write.table }) {
                if !metrics[place].objects.contains(object) { metrics[place].objects.append(object) }
            } else {
                metrics.append((write.table, [object]))
            }
        }
        json.object("ItemCollectionMetrics") { json in
            for (table, objects) in metrics {
                json.array(table) { json in
                    for object in objects { json.json(object) }
                }
            }
        }
    }
}

/// The puts and deletes of a batch.
enum BatchWriteRequest {
    static func writes(in input: JSONNode) throws -> [ItemWrite] {
        var writes: [ItemWrite] = []
        for (table, requests) in try input.required(member: "RequestItems").members {
            for request in requests.elements {
                let action = try action(of: request)
                writes.append(ItemWrite(table: table, action: action, condition: nil, showsItemOnFailure: false))
            }
        }
        return writes
    }

    private static func action(of request: JSONNode) throws -> ItemWrite.Action {
        switch (request.member("PutRequest"), request.member("DeleteRequest")) {
        case (let put?, nil):
            return .put(try Item(storing: put.required(member: "Item"), wording: .older))
        case (nil, let delete?):
            return .delete(key: try Item(reading: delete.required(member: "Key"), wording: .older))
        default:
            throw ServiceFailure.validation(
                "Supplied AttributeValue has more than one datatypes set, "
                    + "must contain exactly one of the supported datatypes")
        }
    }

    /// Writes the unprocessed writes in the form of their request.
    static func write(unprocessed writes: [ItemWrite], to json: inout JSONWriter) {
        json.object("UnprocessedItems") { json in
            for (table, writes) in Dictionary(grouping: writes, by: \.table).sorted(by: { $0.key < $1.key }) {
                json.array(table) { json in
                    for write in writes { self.write(request: write, to: &json) }
                }
            }
        }
    }

    private static func write(request write: ItemWrite, to json: inout JSONWriter) {
        let (request, member) =
            if case .put = write.action { ("PutRequest", "Item") } else { ("DeleteRequest", "Key") }
        json.object { json in
            json.object(request) { json in
                json.key(member)
                json.json(write.keyItem.json())
            }
        }
    }

    /// Looks up the items' places, which must be distinct; errors about keys are worded differently in a batch than in
    /// a put.
    static func places(of writes: [ItemWrite], table: (String) throws -> StoredTable) throws -> [WritePlace] {
        var tables: [String: StoredTable] = [:]
        var seen: Set<Target> = []
        return try writes.map { write in
            let found = try tables[write.table] ?? table(write.table)
            tables[write.table] = found
            let form = TableForm(found.definition)
            if case .put(let item) = write.action { _ = try form.key.key(ofKeyIn: item) }
            let place = try write.place(in: found)
            guard seen.insert(Target(table: found.definition.name, key: place.key)).inserted else {
                throw ServiceFailure.validation("Provided list of item keys contains duplicates")
            }
            return place
        }
    }
}

/// An item in any table.
struct Target: Hashable {
    let table: String
    let key: ItemKey
}
