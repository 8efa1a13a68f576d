import DynamoDB
import Testbed
import Testing

@Suite("A live table: queries and expressions", .enabled(if: LiveTable.isAvailable))
struct LiveQueryTests {
    @Test("a query of more than a megabyte reads all pages, in order")
    func megabytes() throws {
        try LiveTable.with { table in
            let text = AttributeValue.string(String(repeating: "x", count: 100_000))
            let signUps = (10..<40).map { Item.key("STUDENT#ada", "SIGNUP#\($0)").merging(["text": text]) { $1 } }
            try table.batchWrite(signUps.map(BatchWrite.put) + [.put(ada)])
            let query = Query(
                KeyCondition("PK", equals: "STUDENT#ada", and: "SK", .beginsWith("SIGNUP#")), attributes: ["SK"])
            let expected = signUps.map { ["SK": $0["SK"]] as [String: AttributeValue?] }
            #expect(try table.page(query).next != nil)
            #expect(try table.all(query) == expected.map { $0.compactMapValues(\.self) })
            var backward = query
            backward.isForward = false
            #expect(try table.all(backward) == expected.reversed().map { $0.compactMapValues(\.self) })
        }
    }

    @Test("pages of a given size come one behind the other")
    func pages() throws {
        try LiveTable.with { table in
            try table.batchWrite((0..<5).map { .put(.key("P", "\($0)")) })
            let query = Query(KeyCondition("PK", equals: "P"), pageSize: 2)
            var (sizes, start): ([Int], Item?) = ([], nil)
            repeat {
                let page = try table.page(query, after: start)
                sizes.append(page.items.count)
                start = page.next
            } while start != nil
            #expect(sizes == [2, 2, 1])
        }
    }

    @Test("a filter that nothing passes leaves empty pages, which are read to the end")
    func emptyPages() throws {
        try LiveTable.with { table in
            try table.batchWrite((0..<6).map { .put(.key("P", "\($0)").merging(["n": .number($0)]) { $1 }) })
            let query = Query(KeyCondition("PK", equals: "P"), filter: attribute("n") == 5, pageSize: 2)
            #expect(try table.all(query).map { $0["n"] } == [5])
        }
    }

    @Test("the segments of a scan have every item once between them")
    func segments() throws {
        try LiveTable.with { table in
            try table.batchWrite((0..<40).map { .put(.key("P\($0)", "s")) })
            let parts = try (0..<4).map { try table.all(Scan(pageSize: 3, segment: .init($0, of: 4))) }
            #expect(parts.reduce(0) { $0 + $1.count } == 40)
            #expect(Set(parts.joined()).count == 40)
        }
    }

    @Test("an index is queried by its own keys, between two of them")
    func index() throws {
        try LiveTable.with { table in
            let entries = ["2026-11-21", "2026-11-28", "2026-12-05"].map { date in
                Item.key("OUTBOX#\(date)", "OUTBOX").merging(["GSI1PK": "OUTBOX#3", "GSI1SK": .string(date)]) { $1 }
            }
            try table.batchWrite(entries.map(BatchWrite.put) + [.put(ada)])
            let all = Query(KeyCondition("GSI1PK", equals: "OUTBOX#3"), index: "GSI1")
            try LiveTable.wait { try table.all(all).count == 3 }
            let due = KeyCondition("GSI1PK", equals: "OUTBOX#3", and: "GSI1SK", .between("2026", "2026-11-30"))
            #expect(try table.all(Query(due, index: "GSI1")) == Array(entries.prefix(2)))
            let late = KeyCondition("GSI1PK", equals: "OUTBOX#3", and: "GSI1SK", .compare(.greater, "2026-11-21"))
            #expect(try table.all(Query(late, index: "GSI1")) == Array(entries.suffix(2)))
        }
    }

    private static let item = ada.merging([
        "a": 1, "b": 2, "status": "active", "list": ["x", "y"], "set": .stringSet(["x"]), "map": ["size": 3],
        "flag": true, "none": .null, "a.b": "dotted",
    ]) { $1 }

    /// Conditions, and whether they hold for the item above.
    private static let conditions: [(Condition, Bool)] = [
        (attribute("a") == 1, true), (attribute("a") == "1", false), (attribute("a") != 2, true),
        (attribute("a") < attribute("b"), true), (attribute("a") <= attribute("b"), true),
        (attribute("b") > attribute("a"), true), (attribute("a") >= attribute("b"), false),
        (attribute("a") == attribute("b"), false), (attribute("a") != attribute("b"), true),
        (attribute("status").size == 6, true), (attribute("list").size < attribute("a"), false),
        (attribute("status").beginsWith("act"), true), (attribute("status").contains("tiv"), true),
        (attribute("list").contains("y"), true), (attribute("set").contains("y"), false),
        (attribute("status").isOneOf(["closed", "active"]), true), (attribute("status").isOneOf(["x"]), false),
        (attribute("flag").isOfType(.bool), true), (attribute("none").isOfType(.null), true),
        (attribute("map").isOfType(.list), false), (attribute("missing").isMissing, true),
        (attribute("none").exists, true), (attribute(AttributePath("map", "size")) == 3, true),
        (attribute(AttributePath("list", 1)) == "y", true), (attribute(AttributePath("list", 2)).exists, false),
        (attribute("a.b") == "dotted", true), (!(attribute("a") == 1), false),
        // AND binds tighter than OR, and NOT tighter than both, as in Swift.
        (attribute("a") == 1 || attribute("a") == 2 && attribute("b") == 9, true),
        ((attribute("a") == 1 || attribute("a") == 2) && attribute("b") == 9, false),
        (!(attribute("a") == 2) && attribute("b") == 2, true),
        (!(attribute("a") == 1 && attribute("b") == 9), true),
        (attribute("a") == 1 && attribute("b") == 2 && attribute("flag") == true && !attribute("x").exists, true),
    ]

    @Test("a condition holds for the service when it holds for a reader")
    func conditions() throws {
        try LiveTable.with { table in
            try table.put(Self.item)
            for (condition, holds) in Self.conditions {
                let query = Query(KeyCondition("PK", equals: "STUDENT#ada"), filter: condition)
                #expect(try table.all(query).count == (holds ? 1 : 0), "\(condition)")
                do {
                    try table.transact([.check(key: ada, condition)])
                    #expect(holds, "\(condition)")
                } catch DynamoDBError.transactionCancelled(let reasons) {
                    #expect(!holds && reasons.map(\.item) == [Self.item], "\(condition)")
                }
            }
        }
    }

    /// Some of the words that an expression can't use directly.
    private static let reserved = [
        "duration", "timezone", "status", "hour", "minute", "data", "date", "location", "capacity", "name", "ttl",
        "sequence", "role", "roles", "token", "key", "value", "type", "count", "items", "counter", "owner", "year",
        "month", "day", "time", "url", "uuid", "connection", "language", "zone", "state", "session", "scope", "start",
        "end", "cursor", "hash", "region", "source", "action", "timestamp", "comment", "position", "plan", "view",
        "interval", "size", "set", "and", "between", "#0", ":0", "a b", "é", "_",
    ]

    @Test("reserved words and odd names are attributes like any other")
    func reservedWords() throws {
        try LiveTable.with { table in
            let paths = Self.reserved.map { AttributePath($0) }
            let condition = paths.dropFirst().reduce(attribute(paths[0]).isMissing) { $0 && attribute($1).isMissing }
            let item = try table.update(ada, Update(paths.map { .set($0, to: "x") }), if: condition)
            #expect(item.count == Self.reserved.count + 2)
            let query = Query(KeyCondition("PK", equals: "STUDENT#ada"), attributes: paths)
            #expect(try table.all(query) == [item.filter { ada[$0.key] == nil }])
        }
    }
}
