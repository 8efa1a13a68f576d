import TableStore
import Testing

struct StreamTests {
    private static let day: Int64 = 24 * 3_600_000

    private static func definition(_ label: String? = "first", timeToLive: String? = nil) -> TableDefinition {
        var definition = TableDefinition.sample()
        definition.stream = label.map { StreamSettings(view: .newAndOldImages, label: $0) }
        definition.timeToLive = timeToLive
        return definition
    }

    private static func records(of store: TableStore, at now: Int64 = someTime) throws -> [StoredChange] {
        try store.read { reader in
            try reader.streams(of: "Orders", at: now).flatMap { stream in
                try reader.records(of: stream, from: stream.openingSequence, limit: 1000, at: now)
            }
        }
    }

    @Test("A stream tells what was inserted, modified and removed, in order, with keys and both images")
    func tellsChanges() throws {
        let store = try TableStore.sample(Self.definition())
        let plain = Sample("a", "1")
        let red = Sample("a", "1", color: "red")
        try store.put([plain])
        try store.put([red], at: someTime + 1)
        _ = try store.delete(red, at: someTime + 2)
        let keys = bytes(#"{"p":{"S":"a"},"r":{"S":"1"}}"#)
        func record(_ sequence: Int64, _ event: StoredChange.Event, _ old: Sample?, _ new: Sample?) -> StoredChange {
            StoredChange(
                sequence: sequence, createdAt: someTime + sequence - 1, event: event, author: .user, keys: keys,
                old: old?.stored, new: new?.stored)
        }
        let expected = [record(1, .insert, nil, plain), record(2, .modify, plain, red), record(3, .remove, red, nil)]
        #expect(try Self.records(of: store) == expected)
        #expect(expected.map(\.event.name) == ["INSERT", "MODIFY", "REMOVE"])
    }

    @Test(
        "Nothing is told where nothing changed, in whatever order an item is written",
        arguments: [
            (#"{"p":{"S":"a"},"x":{"SS":["1","2"]}}"#, #"{"x":{"SS":["2","1"]},"p":{"S":"a"}}"#, true),
            (
                #"{"x":{"M":{"y":{"N":"1"},"z":{"NULL":true}}}}"#, #"{"x":{"M":{"z":{"NULL":true},"y":{"N":"1"}}}}"#,
                true
            ),
            (#"{"x":{"L":[{"N":"1"},{"N":"2"}]}}"#, #"{"x":{"L":[{"N":"2"},{"N":"1"}]}}"#, false),
            (#"{"x":{"S":"1"}}"#, #"{"x":{"N":"1"}}"#, false),
            (#"{"SS":{"L":[{"S":"1"},{"S":"2"}]}}"#, #"{"SS":{"L":[{"S":"2"},{"S":"1"}]}}"#, false),
        ])
    func comparesItems(_ one: String, _ other: String, _ isSame: Bool) throws {
        let store = try TableStore.sample(Self.definition())
        try store.write(at: someTime) { writer in
            for json in [one, one, other] {
                let forms = ItemForms(item: StoredItem(json: bytes(json), size: 9))
                try writer.put(forms, at: ItemKey(hash: [1]), in: writer.known("Orders"))
            }
        }
        #expect(try Self.records(of: store).map(\.event) == (isSame ? [.insert] : [.insert, .modify]))
    }

    @Test("A write that fails, and an item that was not there, leave nothing in the stream")
    func tellsOnlyWhatHappened() throws {
        struct Changed: Error {}
        let store = try TableStore.sample(Self.definition())
        #expect(throws: Changed.self) {
            try store.write(at: someTime) { writer in
                try writer.put(Sample("a", "1"))
                throw Changed()
            }
        }
        _ = try store.delete(Sample("a", "1"))
        #expect(try Self.records(of: store) == [])
        let stream = try store.read { try $0.streams(at: someTime) }
        #expect(stream.map(\.firstSequence) == [nil])
        #expect(stream.map(\.openingSequence) == [1])
    }

    @Test("A reader goes through a stream piece by piece")
    func pages() throws {
        let store = try TableStore.sample(Self.definition())
        try store.put((0..<10).map { Sample("a", "\($0)") })
        try store.read { reader in
            let stream = try #require(try reader.streams(of: "Orders", at: someTime).first)
            #expect([stream.firstSequence, stream.lastSequence] == [1, 10])
            let first = try reader.records(of: stream, from: 1, limit: 4, at: someTime)
            #expect(first.map(\.sequence) == [1, 2, 3, 4])
            #expect(try reader.records(of: stream, from: 9, limit: 4, at: someTime).map(\.sequence) == [9, 10])
            #expect(try reader.records(of: stream, from: 11, limit: 4, at: someTime) == [])
        }
    }

    @Test("An answer ends after a megabyte")
    func boundsAnswers() throws {
        let store = try TableStore.sample(Self.definition())
        try store.put((0..<8).map { Sample("a", "\($0)", color: String(repeating: "c", count: 300_000)) })
        #expect(try Self.records(of: store).count == 4)
    }

    @Test("A stream that is switched off, and that of a deleted table, can be read for a day, the next one beside it")
    func closes() throws {
        let store = try TableStore.sample(Self.definition())
        try store.put([Sample("a", "1")])
        try store.update(Self.definition(nil), at: someTime + 1)
        try store.put([Sample("a", "2")], at: someTime + 2)
        try store.update(Self.definition("second"), at: someTime + 3)
        try store.put([Sample("a", "3")], at: someTime + 4)
        try store.write(at: someTime + 5) { try $0.deleteTable(named: "Orders") }
        func labels(at now: Int64) throws -> [String] {
            try store.read { try $0.streams(of: "Orders", at: now).map(\.settings.label) }
        }
        let streams = try store.read { try $0.streams(at: someTime + 6) }
        #expect(streams.map(\.closedAt) == [someTime + 1, someTime + 5])
        #expect(streams.map(\.openingSequence) == [1, 2])
        #expect(streams.map(\.table) == [Self.definition(), Self.definition("second")])
        #expect(try Self.records(of: store, at: someTime + 6).map(\.sequence) == [1, 2])
        #expect(try labels(at: someTime + Self.day) == ["first", "second"])
        #expect(try labels(at: someTime + Self.day + 1) == ["second"])
        #expect(try labels(at: someTime + Self.day + 5) == [])
    }

    @Test("Records are forgotten after a day, and their numbers are not given again")
    func trims() throws {
        let store = try TableStore.sample(Self.definition())
        try store.put((0..<1100).map { Sample("a", "\($0)") })
        try store.put([Sample("b", "1")], at: someTime + 1)
        #expect(try Self.records(of: store, at: someTime + Self.day + 1).map(\.sequence) == [1101])
        try store.trim(at: someTime + Self.day + 1)
        #expect(try Self.records(of: store).map(\.sequence) == [1101])
        try store.trim(at: someTime + Self.day + 2)
        #expect(try Self.records(of: store) == [])
        try store.put([Sample("b", "2")], at: someTime + Self.day + 3)
        #expect(try Self.records(of: store, at: someTime + Self.day + 3).map(\.sequence) == [1102])
    }

    @Test("A sweep deletes what expired within five years and says so in the stream")
    func sweeps() throws {
        let now = someTime / 1000
        let life: Int64 = 5 * 365 * 86_400
        let store = try TableStore.sample(Self.definition(timeToLive: "expires"))
        let samples: [(String, Int64?)] = [
            ("past", now - 1), ("now", now), ("future", now + 1), ("never", nil), ("old", now - life + 1),
            ("too old", now - life), ("nothing", 0),
        ]
        try store.put(samples.map { Sample("a", $0.0, expires: $0.1) })
        #expect(try store.sweep(at: someTime, limit: 1) == 1)
        #expect(try store.sweep(at: someTime) == 1)
        #expect(try store.sweep(at: someTime) == 0)
        #expect(try store.ranges() == ["future", "never", "nothing", "now", "too old"])
        let removals = try Self.records(of: store).filter { $0.event == .remove }
        #expect(removals.map(\.author) == [.timeToLive, .timeToLive])
        #expect(removals.map(\.new) == [nil, nil])
    }

    @Test("Expiry that is switched on later counts for what is there; switched off, nothing expires")
    func switchesExpiry() throws {
        let store = try TableStore.sample(Self.definition(nil))
        let past = someTime / 1000 - 1
        try store.put([Sample("a", "1", expires: past), Sample("a", "2")])
        #expect(try store.sweep(at: someTime) == 0)
        try store.update(Self.definition(nil, timeToLive: "expires"))
        try store.put([Sample("a", "3", expires: past)])
        try store.update(Self.definition(nil))
        #expect(try store.sweep(at: someTime) == 0)
        try store.update(Self.definition(nil, timeToLive: "expires"))
        #expect(try store.sweep(at: someTime) == 2)
        #expect(try store.ranges() == ["2"])
    }
}
