import TableStore
import Testing

struct IndexTests {
    @Test("An index holds the items that have its key, in the order of its key and then of the items' own")
    func isSparseAndOrdered() throws {
        let store = try TableStore.sample(.indexed())
        try store.put([
            Sample("a", "1", color: "red"), Sample("a", "2"), Sample("a", "3", color: "blue"),
            Sample("a", "0", color: "red"),
        ])
        #expect(try store.ranges(index: "byColor", .partition(bytes("red"))) == ["0", "1"])
        #expect(try store.ranges(index: "byColor", .partition(bytes("red")), forward: false) == ["1", "0"])
        #expect(try store.ranges(index: "local", .partition(bytes("a"))) == ["3", "0", "1"])
        #expect(try store.ranges(index: "local", .partition(bytes("a"), .beginsWith(bytes("r")))) == ["0", "1"])
        #expect(try Set(store.ranges(index: "byColor")) == ["0", "1", "3"])
    }

    @Test("An item's entries follow its changes and go with it")
    func followsChanges() throws {
        let store = try TableStore.sample(.indexed())
        for (color, expected) in [("red", ["red"]), ("blue", ["blue"]), (nil, []), ("red", ["red"])] {
            try store.put([Sample("a", "1", color: color)])
            let held = try ["red", "blue"].filter { color in
                try store.ranges(index: "byColor", .partition(bytes(color))) == ["1"]
            }
            #expect(held == expected)
            #expect(try store.ranges(index: "local").count == expected.count)
        }
        _ = try store.delete(Sample("a", "1"))
        #expect(try store.ranges(index: "byColor") == [])
        #expect(try store.ranges(index: "local") == [])
    }

    @Test("An index gives what it holds of an item, and the item's own key")
    func givesProjections() throws {
        let store = try TableStore.sample(.indexed())
        let projected = StoredItem(json: bytes(#"{"color":{"S":"red"}}"#), size: 8)
        let key = Sample("a", "1").key
        try store.write(at: someTime) { writer in
            let entry = IndexEntry(key: ItemKey(hash: bytes("red"), range: bytes("now")), item: projected)
            let forms = ItemForms(item: Sample("a", "1").stored, entries: ["byColor": entry])
            try writer.put(forms, at: key, in: writer.known("Orders"))
        }
        try store.read { reader in
            var rows = 0
            try reader.visit(reader.known("Orders"), index: "byColor") { row in
                rows += 1
                #expect(row.item == projected)
                #expect(row.key == key)
                #expect(row.position == .entry(ItemKey(hash: bytes("red"), range: bytes("now")), of: key))
                return true
            }
            #expect(rows == 1)
        }
    }

    @Test("A visit of entries with one key goes on after any of them, even one that is gone", arguments: [true, false])
    func goesOn(forward: Bool) throws {
        let store = try TableStore.sample(.indexed())
        let samples = (0..<9).map { Sample("a\($0 / 3)", "\($0)", color: "red") }
        try store.put(samples)
        let red = KeyRange.partition(bytes("red"))
        let order = try store.ranges(index: "byColor", red, forward: forward)
        #expect(Set(order) == Set(samples.map(\.range)))
        for sample in samples {
            let position = Position.entry(ItemKey(hash: bytes("red")), of: sample.key)
            let rest = Array(order.drop { $0 != sample.range }.dropFirst())
            #expect(try store.ranges(index: "byColor", red, forward: forward, after: position) == rest)
            _ = try store.delete(sample)
            #expect(try store.ranges(index: "byColor", red, forward: forward, after: position) == rest)
            try store.put([sample])
        }
    }

    @Test("A new index takes in what is there, over many parts, and one that is removed is gone")
    func backfills() throws {
        let store = try TableStore.sample()
        let samples = (0..<1203).map { Sample("p\($0)", "\($0)", color: $0 % 3 == 0 ? nil : "red") }
        try store.put(samples)
        try store.update(.indexed())
        let expected = Set(samples.filter { $0.color != nil }.map(\.range))
        #expect(try Set(store.ranges(index: "byColor", .partition(bytes("red")))) == expected)
        #expect(try store.counts(index: "byColor").items == Int64(expected.count))
        _ = try store.delete(samples[1])
        #expect(try store.counts(index: "byColor").items == Int64(expected.count) - 1)
        try store.update(.sample())
        #expect(throws: StoreError.self) { try store.ranges(index: "byColor") }
        try store.put([Sample("p2", "2")])
        try store.update(.indexed())
        #expect(try store.counts(index: "byColor").items == Int64(expected.count) - 2)
        #expect(try Set(store.ranges(index: "byColor")) == expected.subtracting(["1", "2"]))
    }

    @Test("A backfill that fails leaves the table as it was")
    func undoesBackfill() throws {
        struct Unreadable: Error {}
        let store = try TableStore.sample()
        try store.put([Sample("a", "1", color: "red")])
        #expect(throws: Unreadable.self) {
            try store.write(at: someTime) { try $0.update(.indexed()) { _ in throw Unreadable() } }
        }
        #expect(try store.read { $0.table(named: "Orders")?.definition } == .sample())
        try store.put([Sample("a", "2", color: "red")])
        #expect(try store.ranges() == ["1", "2"])
    }

    @Test("An entry for an index that the table does not have is refused")
    func refusesUnknownIndex() throws {
        let store = try TableStore.sample()
        let entry = IndexEntry(key: ItemKey(hash: [1]), item: Sample("a", "1").stored)
        #expect(throws: StoreError("the table Orders has no index other")) {
            try store.write(at: someTime) { writer in
                let forms = ItemForms(item: entry.item, entries: ["other": entry])
                try writer.put(forms, at: ItemKey(hash: [1]), in: writer.known("Orders"))
            }
        }
        #expect(try store.ranges() == [])
    }
}
