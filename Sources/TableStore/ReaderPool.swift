internal import Foundation

/// The idle connections for reading: as many as were ever in use at once, up to a limit.
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
        // A read within a read keeps the gate from opening, so it must not wait for it forever.
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

    /// Runs the closure while no read is running; gives up if running reads take longer than `patience` seconds.
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

    /// Rejects further reads, waits for running ones and closes the connections.
    func close() {
        change.withLock {
            isClosed = true
            while activeCount > 0 { change.wait() }
            idle = []
        }
    }
}
