import TableStore
import Testing

struct ItemTests {
    @Test("An item that was put is found under its key and no other, until it is deleted")
    func putsAndDeletes() throws {
        let store = try TableStore.sample()
        let item = Sample("a", "1")
        try store.put([item])
        #expect(try store.get(item) == item.stored)
        #expect(try store.get(Sample("a", "2")) == nil)
        #expect(try store.get(Sample("a", "")) == nil)
        #expect(try store.delete(item))
        #expect(try store.get(item) == nil)
        #expect(try !store.delete(item))
    }

    @Test("Putting under a key that is taken replaces the item")
    func replaces() throws {
        let store = try TableStore.sample()
        try store.put([Sample("a", "1"), Sample("a", "1", color: "red")])
        #expect(try store.get(Sample("a", "1")) == Sample("a", "1", color: "red").stored)
        #expect(try store.ranges() == ["1"])
    }

    @Test("Items of the largest size come back byte by byte")
    func keepsLargeItems() throws {
        let store = try TableStore.sample()
        let item = Sample("a", "1", color: String(repeating: "é", count: 200_000))
        try store.put([item])
        #expect(try store.get(item) == item.stored)
    }

    @Test("Keys may hold any bytes and be as long as the service lets them")
    func keepsAnyKey() throws {
        let store = try TableStore.sample()
        let keys = [
            ItemKey(hash: [0]), ItemKey(hash: [0], range: [0]), ItemKey(hash: [0, 0]), ItemKey(hash: [0xFF]),
            ItemKey(hash: [UInt8](repeating: 0xFF, count: 2048), range: [UInt8](repeating: 0xFF, count: 1024)),
        ]
        try store.write(at: someTime) { writer in
            for (number, key) in keys.enumerated() {
                let item = StoredItem(json: bytes("{\"\(number)\":{}}"), size: number)
                try writer.put(ItemForms(item: item), at: key, in: writer.known("Orders"))
            }
        }
        try store.read { reader in
            for (number, key) in keys.enumerated() {
                #expect(try reader.item(key, in: reader.known("Orders"))?.size == number)
            }
            var visited: Set<ItemKey> = []
            try reader.visit(reader.known("Orders")) { row in visited.insert(row.key).inserted }
            #expect(visited == Set(keys))
        }
    }

    @Test("Counts follow every change of items and of index entries")
    func counts() throws {
        let store = try TableStore.sample(.indexed())
        let plain = Sample("a", "1")
        let red = Sample("a", "2", color: "red")
        let blue = Sample("a", "2", color: "blue!")
        try store.put([plain, red])
        #expect(try store.counts() == ItemCounts(items: 2, bytes: Int64(plain.stored.size + red.stored.size)))
        #expect(try store.counts(index: "byColor") == ItemCounts(items: 1, bytes: Int64(red.stored.size)))
        try store.put([blue])
        #expect(try store.counts() == ItemCounts(items: 2, bytes: Int64(plain.stored.size + blue.stored.size)))
        #expect(try store.counts(index: "local") == ItemCounts(items: 1, bytes: Int64(blue.stored.size)))
        _ = try store.delete(blue)
        #expect(try store.counts() == ItemCounts(items: 1, bytes: Int64(plain.stored.size)))
        #expect(try store.counts(index: "byColor") == ItemCounts(items: 0, bytes: 0))
    }

    @Test("A write sees what it has written, with its counts")
    func readsItsOwnWrites() throws {
        let store = try TableStore.sample()
        let item = Sample("a", "1")
        try store.write(at: someTime) { writer in
            try writer.put(item)
            let table = try writer.known("Orders")
            #expect(try writer.item(item.key, in: table) == item.stored)
            #expect(try writer.counts(of: table).items == 1)
        }
    }

    @Test("A token is remembered for ten minutes, then again only if it is given again")
    func remembersTokens() throws {
        let store = try TableStore.sample()
        try store.write(at: someTime) { try $0.remember(token: bytes("t"), fingerprint: bytes("f")) }
        func found(after milliseconds: Int64) throws -> [UInt8]? {
            try store.write(at: someTime + milliseconds) { try $0.fingerprint(of: bytes("t")) }
        }
        #expect(try found(after: 599_999) == bytes("f"))
        #expect(try found(after: 600_000) == nil)
        try store.trim(at: someTime + 599_999)
        #expect(try found(after: 0) == bytes("f"))
        try store.trim(at: someTime + 600_000)
        #expect(try found(after: 0) == nil)
    }
}
