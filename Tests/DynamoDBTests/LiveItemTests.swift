import DynamoDB
import JSON
import Testbed
import Testing

@Suite("A live table: items", .enabled(if: LiveTable.isAvailable))
struct LiveItemTests {
    @Test("a conditional put happens once, and shows what stood in its way")
    func conditionalPut() throws {
        try LiveTable.with { table throws in
            let first = ada.merging(["n": 1]) { $1 }
            #expect(try table.put(first, if: attribute("PK").isMissing) == nil)
            #expect(throws: DynamoDBError.conditionFailed(item: first)) {
                try table.put(ada, if: attribute("PK").isMissing)
            }
            #expect(try table.get(ada) == first)
            #expect(try table.put(ada, if: attribute("n") == 1) == first)
            #expect(try table.get(ada) == ada)
        }
    }

    @Test("every type of value comes back as it was put")
    func values() throws {
        try LiveTable.with { table in
            var item = ada
            for (index, sample) in AttributeValueTests.samples.enumerated() {
                item["v\(index)"] = sample.value
            }
            // The service returns numbers in its own spelling; those above are compared by their texts.
            let numbers: [String: AttributeValue] = [
                "long": exactly("-12345678901234567890123456789012345678"),
                "small": exactly("0.000000000000000000000000000000000000000000000001234567"),
            ]
            item = item.filter { $0.value.number == nil || $0.value.int != nil }.merging(numbers) { $1 }
            try table.put(item)
            let found = try #require(try table.get(ada))
            let plain = { (item: Item) in item.filter { $0.key != "small" } }
            #expect(plain(found) == plain(item))
            #expect(found["small"]?.number?.double == 1.234567e-48)
        }
    }

    @Test("an update counts, collects, copies and removes in one go, and hands back what is there then")
    func update() throws {
        try LiveTable.with { table in
            let begun = try table.update(
                ada,
                [
                    .increment("n", by: 5), .append("list", ["a"]), .add("tags", .stringSet(["x", "y"])),
                    .set("gone", to: 1), .setIfMissing("kept", to: "first"), .set("map", to: ["a": 1]),
                ])
            #expect(
                begun
                    == ada.merging([
                        "n": 5, "list": ["a"], "tags": .stringSet(["x", "y"]), "gone": 1, "kept": "first",
                        "map": ["a": 1],
                    ]) { $1 })
            let changed = try table.update(
                ada,
                [
                    .increment("n", by: -2), .append("list", ["b", 3]), .delete("tags", .stringSet(["x"])),
                    .remove("gone"), .setIfMissing("kept", to: "second"), .copy("copy", from: "n"), .add("sum", 4),
                    .set(AttributePath("map", "b"), to: .null), .remove(AttributePath("map", "a")),
                ])
            #expect(
                changed
                    == ada.merging([
                        "n": 3, "list": ["a", "b", 3], "tags": .stringSet(["y"]), "kept": "first", "copy": 5,
                        "sum": 4, "map": ["b": .null],
                    ]) { $1 })
            #expect(try table.get(ada) == changed)
        }
    }

    @Test("an update under a condition changes nothing when it does not hold")
    func conditionalUpdate() throws {
        try LiveTable.with { table in
            let full = ada.merging(["registered": 2, "capacity": 2]) { $1 }
            try table.put(full)
            #expect(throws: DynamoDBError.conditionFailed(item: full)) {
                try table.update(
                    ada, [.increment("registered", by: 1)], if: attribute("registered") < attribute("capacity"))
            }
            #expect(try table.get(ada) == full)
        }
    }

    @Test("a delete hands back what it removed, and fails under a condition that does not hold")
    func delete() throws {
        try LiveTable.with { table throws in
            #expect(try table.delete(ada) == nil)
            #expect(throws: DynamoDBError.conditionFailed(item: nil)) {
                try table.delete(ada, if: attribute("PK").exists)
            }
            try table.put(ada)
            #expect(try table.delete(ada, if: attribute("PK").exists) == ada)
            #expect(try table.get(ada) == nil)
        }
    }

    @Test("sixty writes go in batches, and come back in one")
    func batches() throws {
        try LiveTable.with { table in
            let items = (0..<60).map { Item.key("BATCH", "item-\($0)").merging(["n": .number($0)]) { $1 } }
            let keys = (0..<60).map { Item.key("BATCH", "item-\($0)") }
            try table.batchWrite(items.map(BatchWrite.put))
            let found = try table.batchGet(keys + keys + [.key("BATCH", "none")])
            #expect(Set(found) == Set(items))
            #expect(found.count == 60)
            try table.batchWrite(keys.prefix(40).map { .delete(key: $0) })
            #expect(Set(try table.batchGet(keys)) == Set(items.suffix(20)))
        }
    }

    @Test("a table is made, described, given a time to live and removed")
    func tables() throws {
        let table = try LiveTable.fresh()
        #expect(try table.describe().name == table.name)
        #expect(try table.describe().streamARN != nil)
        #expect(throws: DynamoDBError.self) { try table.create(TableSchema(.init("PK", "SK"))) }
        try table.setTimeToLive(attribute: "expiresAt")
        try table.deleteTable()
        let error = #expect(throws: DynamoDBError.self) { try table.get(ada) }
        guard case .notFound = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("making what is there already is told as such")
    func inUse() throws {
        try LiveTable.with { table throws in
            let error = #expect(throws: DynamoDBError.self) { try table.create(TableSchema(.init("PK", "SK"))) }
            guard case .inUse = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test("a broken rule is told by the service's name for it, and not tried again")
    func rejected() throws {
        try LiveTable.with { table in
            let calls: [(String, () throws -> Item?)] = [
                ("empty key", { try table.put(["PK": "", "SK": "a"]) }),
                ("empty set", { try table.put(ada.merging(["s": .stringSet([])]) { $1 }) }),
                ("half a key", { try table.put(["PK": "a"]) }),
                ("no number", { try table.update(ada, [.set("a", to: "x"), .add("a", 2)]) }),
            ]
            for (name, call) in calls {
                let error = #expect(throws: DynamoDBError.self, "\(name)") { _ = try call() }
                guard case .rejected(type: "ValidationException", _) = error else {
                    Issue.record("\(String(describing: error))")
                    continue
                }
            }
        }
    }
}
