import Testing

@testable import TableStore

/// Writes that share one transaction, some of which fail.
struct GroupTests {
    struct Refused: Error {}

    static let places = [true, false]

    /// Returns which of the writes in one transaction succeed, and what is in the table afterwards.
    private func outcome(
        inMemory: Bool, _ writes: [(Writer) throws -> Void]
    ) throws -> (succeeded: [Bool], items: [Sample], counts: ItemCounts) {
        let folder = try Folder()
        let engine = try Engine(inMemory ? .memory : .file(folder.file), .fast, lag: 0)
        defer { engine.close() }
        let creation = Ticket(now: someTime) { try $0.create(.indexed()) }
        _ = engine.commit([creation]) { _ in [] }
        let tickets = writes.map { Ticket(now: someTime, $0) }
        _ = engine.commit(tickets) { _ in [] }
        return try engine.read { reader in
            let table = try reader.known("Orders")
            let items = try ["a", "b", "c"].map { Sample($0, "1") }.filter { try reader.item($0.key, in: table) != nil }
            return (tickets.map { $0.failure == nil }, items, try reader.counts(of: table))
        }
    }

    private func put(_ hash: String) -> (Writer) throws -> Void {
        { try $0.put(Sample(hash, "1", color: "red")) }
    }

    @Test("one that fails half-way leaves nothing, and the others stay", arguments: places)
    func halfWay(inMemory: Bool) throws {
        let alone = try outcome(inMemory: inMemory, [put("a"), put("c")])
        let found = try outcome(
            inMemory: inMemory,
            [
                put("a"),
                { writer in
                    try writer.put(Sample("b", "1", color: "red"))
                    throw Refused()
                },
                { _ in throw Refused() }, put("c"),
            ])
        #expect(found.succeeded == [true, false, false, true])
        #expect(found.items == [Sample("a", "1"), Sample("c", "1")])
        #expect(found.counts == alone.counts && found.counts.items == 2)
    }

    @Test("when SQLite undoes the transaction by itself, all in it fail and nothing is left", arguments: places)
    func undone(inMemory: Bool) throws {
        let found = try outcome(
            inMemory: inMemory,
            [
                put("a"),
                { writer in
                    // A full disk has the same effect, even during a read.
                    try writer.connection.run(.rollback)
                    throw Refused()
                },
                put("c"),
            ])
        #expect(found.succeeded == [false, false, false])
        #expect(found.items == [])
        #expect(found.counts == ItemCounts(items: 0, bytes: 0))
    }
}
