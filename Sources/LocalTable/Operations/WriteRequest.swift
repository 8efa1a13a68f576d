import Expressions
import JSON
import TableStore

/// The details that the answer to a single write is to contain.
struct WriteReport {
    let values: ReturnValues
    let capacity: CapacityReport
    let wantsCollectionMetrics: Bool

    init(_ input: JSONNode, allowing allowed: [ReturnValues]) throws {
        values = input.text("ReturnValues").flatMap(ReturnValues.init(rawValue:)) ?? .none
        guard allowed.contains(values) else { throw ServiceFailure.validation("ReturnValues set to invalid value") }
        capacity = CapacityReport(input)
        wantsCollectionMetrics = input.text("ReturnItemCollectionMetrics") == "SIZE"
    }

    /// Whether the previous item is needed.
    var needsOld: Bool { values == .allOld || capacity != .none }
}

/// The attributes that a write returns.
enum ReturnValues: String {
    case none = "NONE"
    case allOld = "ALL_OLD"
    case updatedOld = "UPDATED_OLD"
    case allNew = "ALL_NEW"
    case updatedNew = "UPDATED_NEW"
}

/// The expressions of a write, after checking that all placeholders are used.
struct WriteExpressions {
    let condition: ConditionExpression?
    let update: UpdateExpression?
    let showsItemOnFailure: Bool
    /// The size of the values in the expressions.
    let valuesSize: Int

    init(_ input: JSONNode, wording: ValueWording) throws {
        var placeholders = try Placeholders(
            names: input.member("ExpressionAttributeNames"), values: input.member("ExpressionAttributeValues"),
            wording: wording)
        update = try input.text("UpdateExpression").map { try UpdateExpression(parsing: $0, with: &placeholders) }
        condition = try input.text("ConditionExpression").map {
            try ConditionExpression(parsing: $0, as: .condition, with: &placeholders)
        }
        try placeholders.requireAllUsed()
        valuesSize = placeholders.valuesSize
        showsItemOnFailure = input.text("ReturnValuesOnConditionCheckFailure") == "ALL_OLD"
    }
}

extension Operations {
    /// Runs one write in its own transaction.
    func perform(_ write: ItemWrite, readingOld: Bool) throws -> WriteOutcome {
        do {
            return try withoutConflict(write) {
                try store.write(at: clock()) { writer in
                    let place = try write.place(in: table(write.table, in: writer))
                    let outcome = try write.outcome(at: place, in: writer, readingOld: readingOld)
                    try outcome.store(with: writer)
                    return outcome
                }
            }
        } catch let failure as ConditionFailure {
            throw failure.serviceFailure
        }
    }

    /// Returns the answer to one write.
    func answer(_ outcome: WriteOutcome, to write: ItemWrite, _ report: WriteReport) throws -> [UInt8] {
        try Self.object { json in
            if let attributes = try outcome.attributes(report.values) {
                json.key("Attributes")
                json.json(attributes)
            }
            if report.capacity != .none {
                try outcome.capacity().write(to: &json, table: write.table, report.capacity)
            }
            if report.wantsCollectionMetrics, let metrics = outcome.collectionMetrics(of: write) {
                json.key("ItemCollectionMetrics")
                json.json(metrics)
            }
        }
    }
}

extension WriteOutcome {
    /// Returns the attributes for the answer as JSON; nil if there are none.
    func attributes(_ values: ReturnValues) throws -> [UInt8]? {
        switch values {
        case .none: return nil
        case .allOld: return old?.json
        case .allNew: return new?.item.json
        case .updatedOld, .updatedNew:
            guard let change else { return nil }
            let touched = values == .updatedOld ? change.oldValues : change.newValues
            return touched.isEmpty ? nil : touched.json()
        }
    }

    /// Returns the size of the items with the same hash key, which the service reports for tables with local indexes.
    func collectionMetrics(of write: ItemWrite) -> [UInt8]? {
        guard !place.table.definition.localIndexes.isEmpty else { return nil }
        let key = write.keyItem.only([place.form.key.hash.name])
        return Operations.object { json in
            json.key("ItemCollectionKey")
            json.json(key.json())
            json.array("SizeEstimateRangeGB") { json in
                json.integer(0)
                json.integer(1)
            }
        }
    }
}

extension ItemWrite {
    /// The item's key, possibly with its other attributes.
    var keyItem: Item {
        switch action {
        case .put(let item): item
        case .delete(let key), .check(let key), .update(let key, _): key
        }
    }
}
