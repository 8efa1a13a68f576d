import CSQLite
import Foundation
import TableStore
import Testing

struct OpeningTests {
    @Test("What was written is there when the store is opened again")
    func reopens() throws {
        let folder = try Folder()
        let store = try TableStore(place: .file(folder.file))
        try store.create(.indexed())
        try store.put([Sample("a", "1", color: "red")])
        store.close()
        #expect(
            try Set(FileManager.default.contentsOfDirectory(atPath: folder.path)) == [
                "tables.sqlite", "tables.sqlite-lock",
            ])
        let again = try TableStore(place: .file(folder.file))
        #expect(try again.get(Sample("a", "1")) == Sample("a", "1", color: "red").stored)
        #expect(try again.ranges(index: "byColor") == ["1"])
        #expect(try again.counts().items == 1)
    }

    @Test("What was acknowledged is in the files at that moment, whatever becomes of the process")
    func survivesDeath() throws {
        let folder = try Folder()
        let other = try Folder()
        let store = try TableStore(place: .file(folder.file))
        try store.create(.indexed())
        try store.put([Sample("a", "1", color: "red")])
        for name in ["tables.sqlite", "tables.sqlite-wal"] {
            try FileManager.default.copyItem(atPath: "\(folder.path)/\(name)", toPath: "\(other.path)/\(name)")
        }
        let again = try TableStore(place: .file(other.file))
        #expect(try again.get(Sample("a", "1")) == Sample("a", "1", color: "red").stored)
        #expect(try again.counts(index: "byColor").items == 1)
    }

    @Test("A store that nobody has any more lets go of its file without being closed")
    func endsWithItsLastUser() throws {
        let folder = try Folder()
        var store: TableStore? = try TableStore(place: .file(folder.file), lag: 5)
        try store?.create(.sample())
        store = nil
        // The store's own thread may be the last to hold it.
        let deadline = Date(timeIntervalSinceNow: 10)
        while store == nil, Date() < deadline { store = try? TableStore(place: .file(folder.file)) }
        #expect(try store?.read { $0.tableNames } == ["Orders"])
    }

    @Test("A second opener is told which file is in use, however it names it")
    func refusesSecondOpener() throws {
        let folder = try Folder()
        let store = try TableStore(place: .file(folder.file))
        let link = folder.path + "/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.file)
        for path in [folder.file, folder.path + "/./tables.sqlite", link] {
            let error = #expect(throws: StoreError.self) { try TableStore(place: .file(path)) }
            #expect(error?.message.hasSuffix("/tables.sqlite is in use already") == true)
        }
        try store.create(.sample())
        store.close()
        #expect(try TableStore(place: .file(link)).read { $0.tableNames } == ["Orders"])
    }

    @Test("A closed store says so, and closing it again does nothing")
    func refusesAfterClosing() throws {
        let store = try TableStore.sample()
        store.close()
        store.close()
        #expect(throws: StoreError("the store is closed")) { try store.read { $0.tableNames } }
        #expect(throws: StoreError("the store is closed")) { try store.put([Sample("a", "1")]) }
    }

    @Test("What is no store of ours is refused and left as it is", arguments: Stranger.allCases)
    func refusesStrangers(_ stranger: Stranger) throws {
        let folder = try Folder()
        try stranger.make(at: folder.file)
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.file))
        let error = #expect(throws: StoreError.self) { try TableStore(place: .file(folder.file)) }
        #expect(error?.message.contains(stranger.complaint) == true, "\(String(describing: error))")
        #expect(error?.message.contains("tables.sqlite") == true)
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file)) == before)
    }

    enum Stranger: CaseIterable {
        case text, garbage, foreignDatabase, newerVersion, olderVersion, cutShort, cutInHeader, overwritten

        var complaint: String {
            switch self {
            case .text, .garbage, .cutInHeader: "is not a table store's file, or its beginning is damaged"
            case .foreignDatabase: "is a database of something else"
            case .newerVersion: "has the newer version 2"
            case .olderVersion: "has the unknown version 0"
            case .cutShort, .overwritten: "can't be used: "
            }
        }

        func make(at path: String) throws {
            switch self {
            case .text: try Data("{}".utf8).write(to: URL(fileURLWithPath: path))
            case .garbage:
                try Data((0..<50_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }).write(
                    to: URL(fileURLWithPath: path))
            case .foreignDatabase: try execute("CREATE TABLE t (a); INSERT INTO t VALUES (1)", on: path)
            case .newerVersion: try make(on: path, "PRAGMA user_version = 2")
            case .olderVersion: try make(on: path, "PRAGMA user_version = 0")
            case .cutShort: try change(path) { $0.removeLast($0.count / 2) }
            case .cutInHeader: try change(path) { $0 = $0.prefix(60) }
            case .overwritten: try change(path) { $0.replaceSubrange(8192..<32_768, with: Data(count: 24_576)) }
            }
        }

        private func make(on path: String, _ sql: String) throws {
            try change(path) { _ in }
            try execute("PRAGMA journal_mode = DELETE; \(sql)", on: path)
        }

        private func change(_ path: String, _ body: (inout Data) -> Void) throws {
            let store = try TableStore(place: .file(path))
            try store.create(.indexed())
            try store.put((0..<200).map { Sample("a", "\($0)", color: "red") })
            store.close()
            var data = try Data(contentsOf: URL(fileURLWithPath: path))
            body(&data)
            try data.write(to: URL(fileURLWithPath: path))
        }

        private func execute(_ sql: String, on path: String) throws {
            var handle: OpaquePointer?
            defer { sqlite3_close(handle) }
            #expect(sqlite3_open(path, &handle) == SQLITE_OK)
            #expect(sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK)
        }
    }

    @Test("Places where no file can be are refused, saying why")
    func refusesImpossiblePlaces() throws {
        let folder = try Folder()
        func message(_ path: String) -> String? {
            #expect(throws: StoreError.self) { try TableStore(place: .file(path)) }?.message
        }
        #expect(message(folder.path)?.hasSuffix("is a directory") == true)
        #expect(message(folder.path + "/none/tables")?.hasSuffix("can't be made: No such file or directory") == true)
        #expect(message("/dev/null") == "/dev/null is not a regular file")
        #expect(message("/proc/tables")?.hasPrefix("/proc/tables can't be opened: ") == true)
        #expect(message("") == "\"\" is no path of a file")
        #expect(message("a\0b") == "\"a\0b\" is no path of a file")
        try Data("old".utf8).write(to: URL(fileURLWithPath: folder.file + "-wal"))
        #expect(message(folder.file)?.contains("is missing, but") == true)
    }

    @Test("An empty file, and what an interrupted beginning left, do not stand in the way")
    func beginsAnew() throws {
        let folder = try Folder()
        try Data().write(to: URL(fileURLWithPath: folder.file))
        try Data("half".utf8).write(to: URL(fileURLWithPath: folder.file + "-new"))
        let store = try TableStore(place: .file(folder.file))
        try store.create(.sample())
        #expect(try store.read { $0.tableNames } == ["Orders"])
    }
}
