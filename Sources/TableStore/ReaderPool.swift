internal import Foundation

/// The connections that are free for reading; there are as many as were ever in use at once, up to a limit.
final class ReaderPool: @unchecked Sendable {
    private static let mostIdle = 16

    private let database: Database
    private let change = NSCondition()
    private var idle: [Connection] = []
    private var activeCount = 0
    private var isGated = false
    private var isClosed = false

    init(_ database: Database) {
        self.database = database
    }

    func with<Result>(_ body: (Connection) throws -> Result) throws -> Result {
        let connection = try take()
        defer { give(connection) }
        return try body(connection)
    }

    private func take() throws(StoreError) -> Connection {
        change.lock()
        // Whoever reads within a read, and so holds the gate shut, must not wait for it for ever.
        let patience = Date(timeIntervalSinceNow: 0.5)
        while isGated, change.wait(until: patience) {}
        guard !isClosed else {
            change.unlock()
            throw StoreError("the store is closed")
        }
        activeCount += 1
        let connection = idle.popLast()
        change.unlock()
        if let connection { return connection }
        do {
            return try database.reader()
        } catch {
            release(nil)
            throw error
        }
    }

    private func give(_ connection: Connection) {
        release(connection)
    }

    private func release(_ connection: Connection?) {
        change.withLock {
            activeCount -= 1
            if let connection, !isClosed, idle.count < Self.mostIdle { idle.append(connection) }
            if isGated || isClosed { change.broadcast() }
        }
    }

    /// Runs the closure while nobody reads; gives up if the reads under way take longer than that.
    func whileNobodyReads(patience: Double, _ body: () -> Void) {
        let isQuiet = change.withLock {
            isGated = true
            let deadline = Date(timeIntervalSinceNow: patience)
            while activeCount > 0, change.wait(until: deadline) {}
            return activeCount == 0
        }
        if isQuiet { body() }
        change.withLock {
            isGated = false
            change.broadcast()
        }
    }

    /// Lets no further read begin, waits for those under way and closes the connections.
    func close() {
        change.withLock {
            isClosed = true
            while activeCount > 0 { change.wait() }
            idle = []
        }
    }
}
