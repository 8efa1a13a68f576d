import TableStore
import Testing

struct DefinitionTests {
    @Test("A definition is kept with all that it says")
    func keepsDefinitions() throws {
        let folder = try Folder()
        var definition = TableDefinition.indexed()
        definition.attributes.append(KeyAttribute(name: "e\u{301} \" \u{10FFFF}", kind: .binary))
        definition.billing = Billing(mode: .payPerRequest, paidPerRequestSince: 7)
        definition.throughput = Throughput(read: 5, write: 6)
        definition.globalIndexes[0].projection = .include(["a", "b"])
        definition.timeToLive = "expires"
        definition.deletionProtection = true
        definition.tags = [TableTag(key: "k", value: "v")]
        definition.tableClass = "STANDARD"
        definition.encryption = "{}"
        let store = try TableStore(place: .file(folder.file))
        try store.create(definition)
        store.close()
        let again = try TableStore(place: .file(folder.file))
        #expect(try again.read { $0.table(named: "Orders")?.definition } == definition)
    }

    @Test("Tables are listed by name; what is done with one leaves the others alone")
    func keepsTablesApart() throws {
        let store = try TableStore.sample(.sample("b"))
        for name in ["a", "C", "a-1"] { try store.create(.sample(name)) }
        #expect(try store.read { $0.tableNames } == ["C", "a", "a-1", "b"])
        try store.put([Sample("x", "1")], in: "a")
        try store.put([Sample("x", "2")], in: "b")
        try store.write(at: someTime) { try $0.deleteTable(named: "a") }
        #expect(try store.read { $0.tableNames } == ["C", "a-1", "b"])
        #expect(try store.ranges(in: "b") == ["2"])
    }

    @Test("A table that is made again is empty, with its indexes")
    func beginsEmpty() throws {
        let store = try TableStore.sample(.indexed())
        try store.put([Sample("a", "1", color: "red")])
        try store.write(at: someTime) { writer in
            try writer.deleteTable(named: "Orders")
            try writer.create(.indexed())
        }
        #expect(try store.ranges() == [])
        #expect(try store.ranges(index: "byColor") == [])
        #expect(try store.counts() == ItemCounts(items: 0, bytes: 0))
        try store.put([Sample("a", "2", color: "red")])
        #expect(try store.ranges(index: "byColor") == ["2"])
    }

    @Test("A name that is taken, and one that is not, are refused where they must not be")
    func refusesWrongNames() throws {
        let store = try TableStore.sample()
        #expect(throws: StoreError("the table Orders already exists")) { try store.create(.sample()) }
        #expect(throws: StoreError("there is no table Other")) {
            try store.write(at: someTime) { try $0.deleteTable(named: "Other") }
        }
        #expect(throws: StoreError("there is no table Other")) { try store.update(.sample("Other")) }
    }

    @Test("A reader keeps its tables while another thread deletes them")
    func readsWhatItBegan() throws {
        let folder = try Folder()
        let store = try TableStore(place: .file(folder.file), durability: .fast)
        try store.create(.sample())
        try store.put([Sample("a", "1"), Sample("a", "2")])
        var seen: [String] = []
        try store.read { reader in
            let table = try reader.known("Orders")
            try reader.visit(table) { row in
                if seen.isEmpty { try store.write(at: someTime) { try $0.deleteTable(named: "Orders") } }
                seen.append(String(decoding: row.key.range, as: UTF8.self))
                return true
            }
            #expect(try reader.item(Sample("a", "1").key, in: table) != nil)
        }
        #expect(seen == ["1", "2"])
        #expect(try store.read { $0.tableNames } == [])
    }
}
