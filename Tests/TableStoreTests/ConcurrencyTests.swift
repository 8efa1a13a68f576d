import Foundation
import TableStore
import Testing

struct ConcurrencyTests {
    struct Refused: Error {}

    static let places = [true, false]

    private func store(inMemory: Bool, _ folder: Folder) throws -> TableStore {
        let store = try TableStore(place: inMemory ? .memory : .file(folder.file), durability: .fast)
        try store.create(.indexed())
        return store
    }

    /// Runs the closure on `count` threads at once and waits for all of them.
    private func onThreads(_ count: Int, _ body: @escaping @Sendable (Int) throws -> Void) -> [any Error] {
        let change = NSCondition()
        nonisolated(unsafe) var running = count
        nonisolated(unsafe) var failures: [any Error] = []
        for number in 0..<count {
            Thread.detachNewThread {
                let result = Result { try body(number) }
                change.withLock {
                    if case .failure(let error) = result { failures.append(error) }
                    running -= 1
                    change.signal()
                }
            }
        }
        change.withLock { while running > 0 { change.wait() } }
        return failures
    }

    @Test("No write is lost among many threads, and those that fail leave nothing", arguments: places)
    func writesFromManyThreads(inMemory: Bool) throws {
        let folder = try Folder()
        let store = try store(inMemory: inMemory, folder)
        let failures = onThreads(8) { thread in
            for number in 0..<60 {
                do {
                    try store.write(at: someTime) { writer in
                        try writer.put(Sample("t\(thread)", "\(number)", color: "red"))
                        if number % 3 == 0 { throw Refused() }
                    }
                    #expect(try store.get(Sample("t\(thread)", "\(number)")) != nil)
                } catch is Refused {
                    #expect(try store.get(Sample("t\(thread)", "\(number)")) == nil)
                }
            }
        }
        #expect(failures.isEmpty)
        #expect(try store.counts().items == 8 * 40)
        #expect(try store.ranges().count == 8 * 40)
        #expect(try store.counts(index: "byColor").items == 8 * 40)
        #expect(try store.ranges(index: "byColor").count == 8 * 40)
    }

    @Test("A crowd larger than one transaction takes is served, though it comes all at once", arguments: places)
    func crowd(inMemory: Bool) throws {
        let folder = try Folder()
        let store = try store(inMemory: inMemory, folder)
        let change = NSCondition()
        nonisolated(unsafe) var (isWriting, arrived) = (false, 0)
        let failures = onThreads(400) { thread in
            change.withLock {
                while thread > 0, !isWriting { change.wait() }
                arrived += 1
                change.broadcast()
            }
            try store.write(at: someTime) { writer in
                try writer.put(Sample("t\(thread)", "1"))
                guard thread == 0 else { return }
                change.withLock {
                    isWriting = true
                    change.broadcast()
                    while arrived < 400 { change.wait() }
                }
                // The threads that have arrived are not in the queue yet.
                usleep(300_000)
            }
        }
        #expect(failures.isEmpty)
        #expect(try store.counts().items == 400)
    }

    @Test("Writes take turns: what one reads is what the one before it wrote", arguments: places)
    func serializes(inMemory: Bool) throws {
        let folder = try Folder()
        let store = try store(inMemory: inMemory, folder)
        let failures = onThreads(8) { _ in
            for _ in 0..<50 {
                try store.write(at: someTime) { writer in
                    let table = try writer.known("Orders")
                    let key = ItemKey(hash: [1])
                    let count = try writer.item(key, in: table)?.size ?? 0
                    let item = StoredItem(json: bytes("{}"), size: count + 1)
                    try writer.put(ItemForms(item: item), at: key, in: table)
                }
            }
        }
        #expect(failures.isEmpty)
        #expect(try store.read { try $0.item(ItemKey(hash: [1]), in: $0.known("Orders"))?.size } == 400)
    }

    @Test("A read sees one state from its beginning to its end, and writes go on meanwhile")
    func readsSnapshots() throws {
        let folder = try Folder()
        let store = try store(inMemory: false, folder)
        try store.put([Sample("a", "1")])
        try store.read { reader in
            let table = try reader.known("Orders")
            let failures = onThreads(1) { _ in try store.put([Sample("a", "2")]) }
            #expect(failures.isEmpty)
            #expect(try reader.item(Sample("a", "2").key, in: table) == nil)
            #expect(try reader.counts(of: table).items == 1)
            #expect(try store.get(Sample("a", "2")) != nil)
        }
    }

    @Test("Readers see all of a write or nothing of it", arguments: places)
    func isAtomic(inMemory: Bool) throws {
        let folder = try Folder()
        let store = try store(inMemory: inMemory, folder)
        let failures = onThreads(4) { thread in
            for round in 0..<50 {
                if thread == 0 {
                    try store.put([Sample("a", "1", color: "c\(round)"), Sample("b", "1", color: "c\(round)")])
                } else {
                    try store.read { reader in
                        let table = try reader.known("Orders")
                        let colors = try ["a", "b"].map { partition in
                            try reader.item(Sample(partition, "1").key, in: table).map {
                                try Sample(json: $0.json).color
                            }
                        }
                        #expect(colors[0] == colors[1])
                    }
                }
            }
        }
        #expect(failures.isEmpty)
    }

    @Test("The log stays bounded although somebody is always reading")
    func boundsLog() throws {
        let folder = try Folder()
        let store = try store(inMemory: false, folder)
        let large = String(repeating: "c", count: 300_000)
        let end = NSLock()
        nonisolated(unsafe) var isOver = false
        let failures = onThreads(3) { thread in
            if thread == 0 {
                for number in 0..<700 {
                    try store.put([Sample("a", "\(number % 20)", expires: nil), Sample("b", large)])
                }
                end.withLock { isOver = true }
            } else {
                while !end.withLock({ isOver }) { _ = try store.ranges() }
            }
        }
        #expect(failures.isEmpty)
        let log = try FileManager.default.attributesOfItem(atPath: folder.file + "-wal")[.size] as? Int
        #expect(try #require(log) < 150_000_000)
    }

    @Test("Closing waits for writes under way; each of them is either done or refused")
    func closesAmongWrites() throws {
        let folder = try Folder()
        let store = try store(inMemory: false, folder)
        let lock = NSLock()
        nonisolated(unsafe) var done: Set<String> = []
        let failures = onThreads(5) { thread in
            guard thread > 0 else {
                while lock.withLock({ done.count }) < 20 { sched_yield() }
                store.close()
                return
            }
            for number in 0... {
                try store.put([Sample("t\(thread)", "\(number)")])
                lock.withLock { _ = done.insert("\(thread)/\(number)") }
            }
        }
        #expect(
            failures.compactMap { $0 as? StoreError } == Array(repeating: StoreError("the store is closed"), count: 4))
        let again = try TableStore(place: .file(folder.file))
        #expect(try again.counts().items == Int64(done.count))
    }
}
