public import Loopback
public import TableStore
import Time

/// Open tables and the operations on them.
public struct TableBackend: Sendable {
    /// The operations on the tables.
    public let operations: Operations
    private let store: TableStore
    private let clock: @Sendable () -> Int64

    /// Opens or creates the tables.
    ///
    /// - Throws: `StoreError` if they can't be opened.
    public init(_ options: TableOptions) throws(StoreError) {
        let clock: @Sendable () -> Int64 = { Instant.now.milliseconds }
        store = try TableStore(
            place: options.place, durability: options.isFast ? .fast : .full, lag: Int64(options.lag), clock: clock)
        operations = Operations(
            store: store, region: options.server.region, hasConflicts: options.hasConflicts, clock: clock,
            report: options.server.write)
        self.clock = clock
    }

    /// Deletes expired items, stream records and tokens every `seconds` seconds; `write` logs failures.
    public func sweeping(every seconds: Int, _ write: @escaping @Sendable (String) -> Void) -> Repetition {
        Repetition(every: Double(seconds)) {
            do {
                try sweep()
            } catch {
                write("the sweep for expired items failed: \(error)")
            }
        }
    }

    private func sweep() throws {
        let batch = 1_000
        while try store.sweep(at: clock(), limit: batch) == batch {}
        try store.trim(at: clock())
    }

    /// Closes the store without losing anything.
    public func close() {
        store.close()
    }
}
