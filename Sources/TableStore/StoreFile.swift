import CSQLite
internal import Foundation
import Glibc

/// The file of a store, created atomically and checked before SQLite opens it.
struct StoreFile {
    private enum State {
        case absent
        case ours
    }

    let path: String
    let lock: FileLock

    /// Ensures that the store's file exists at the path, and locks it.
    init(at path: String) throws(StoreError) {
        guard !path.isEmpty, !path.utf8.contains(0) else { throw StoreError("\"\(path)\" is no path of a file") }
        let path = try Self.resolved(path)
        self.path = path
        try Self.requireFileOrNothing(at: path)
        lock = try FileLock(for: path)
        switch try Self.state(of: path) {
        case .ours: break
        case .absent: try Self.create(at: path)
        }
    }

    /// Returns one canonical path for the file, since the lock is made by path.
    private static func resolved(_ path: String) throws(StoreError) -> String {
        if let whole = realpath(path) { return whole }
        let url = URL(fileURLWithPath: path)
        guard let folder = realpath(url.deletingLastPathComponent().path) else {
            throw StoreError("\(path) can't be made: \(String(cString: strerror(errno)))")
        }
        return (folder == "/" ? "" : folder) + "/" + url.lastPathComponent
    }

    private static func realpath(_ path: String) -> String? {
        guard let resolved = Glibc.realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func requireFileOrNothing(at path: String) throws(StoreError) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            guard errno == ENOENT else {
                throw StoreError("\(path) can't be opened: \(String(cString: strerror(errno)))")
            }
            return
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw StoreError("\(path) is a directory")
        default: throw StoreError("\(path) is not a regular file")
        }
        guard access(path, R_OK | W_OK) == 0 else {
            throw StoreError("\(path) can't be written: \(String(cString: strerror(errno)))")
        }
    }

    private static func state(of path: String) throws(StoreError) -> State {
        let header = try header(of: path)
        guard !header.isEmpty else {
            try requireNoRemains(at: path)
            return .absent
        }
        guard header.count == 100, header.starts(with: Array("SQLite format 3\0".utf8)) else {
            throw StoreError("\(path) is not a table store's file, or its beginning is damaged")
        }
        guard number(in: header, at: 68) == Schema.applicationID else {
            throw StoreError("\(path) is a database of something else")
        }
        let version = number(in: header, at: 60)
        guard version == Schema.version else {
            let age = version > Schema.version ? "newer" : "unknown"
            throw StoreError("\(path) has the \(age) version \(version): this program knows version \(Schema.version)")
        }
        return .ours
    }

    /// Returns the first hundred bytes, or fewer if the file is shorter.
    private static func header(of path: String) throws(StoreError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            guard errno == ENOENT else {
                throw StoreError("\(path) can't be read: \(String(cString: strerror(errno)))")
            }
            return []
        }
        defer { Glibc.close(descriptor) }
        var header = [UInt8](repeating: 0, count: 100)
        let count = pread(descriptor, &header, header.count, 0)
        guard count >= 0 else { throw StoreError("\(path) can't be read: \(String(cString: strerror(errno)))") }
        return Array(header.prefix(count))
    }

    private static func number(in header: [UInt8], at offset: Int) -> Int32 {
        Int32(bitPattern: header[offset..<(offset + 4)].reduce(0) { $0 << 8 | UInt32($1) })
    }

    /// Throws if a log remains of a deleted database, which SQLite would apply to the new one.
    private static func requireNoRemains(at path: String) throws(StoreError) {
        for remains in ["\(path)-wal", "\(path)-journal"] where access(remains, F_OK) == 0 {
            throw StoreError(
                "\(path) is missing, but \(remains) is there: it may hold data; restore the one or remove the other")
        }
    }

    /// Creates the file under a temporary name, so that it appears complete.
    private static func create(at path: String) throws(StoreError) {
        let draft = "\(path)-new"
        for leftover in [draft, "\(draft)-wal", "\(draft)-journal"] { unlink(leftover) }
        do {
            let connection = try Connection(path: draft, flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
            try connection.execute("PRAGMA page_size = \(Schema.pageSize)")
            try connection.execute("PRAGMA synchronous = OFF")
            try connection.execute("BEGIN; \(Schema.creation); COMMIT")
            try connection.execute("PRAGMA application_id = \(Schema.applicationID)")
            try connection.execute("PRAGMA user_version = \(Schema.version)")
            try connection.execute("PRAGMA journal_mode = WAL")
        } catch {
            throw StoreError("\(path) can't be made: \(error.message)")
        }
        try synchronize(draft, O_RDWR)
        guard rename(draft, path) == 0 else {
            throw StoreError("\(path) can't be made: \(String(cString: strerror(errno)))")
        }
        try synchronize(URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY)
    }

    private static func synchronize(_ path: String, _ flags: Int32) throws(StoreError) {
        let descriptor = open(path, flags | O_CLOEXEC)
        defer { Glibc.close(descriptor) }
        guard descriptor >= 0, fsync(descriptor) == 0 else {
            throw StoreError("\(path) can't be made safe: \(String(cString: strerror(errno)))")
        }
    }
}
