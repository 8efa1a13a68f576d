public import Loopback
public import TableStore
import Time

/// Tables that are open, with the operations on them.
public struct TableBackend: Sendable {
    /// What requests ask of the tables.
    public let operations: Operations
    private let store: TableStore
    private let clock: @Sendable () -> Int64

    /// Opens the tables where the options say, or makes them; throws why they can't be opened.
    public init(_ options: TableOptions) throws(StoreError) {
        let clock: @Sendable () -> Int64 = { Instant.now.milliseconds }
        store = try TableStore(
            place: options.place, durability: options.isFast ? .fast : .full, lag: Int64(options.lag), clock: clock)
        operations = Operations(
            store: store, region: options.server.region, hasConflicts: options.hasConflicts, clock: clock,
            report: options.server.write)
        self.clock = clock
    }

    /// Every so many seconds, deletes what has passed its time to live, and forgets stream records and tokens whose
    /// time is over; `write` is told when that fails.
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

    /// Lets go of the data, with nothing lost.
    public func close() {
        store.close()
    }
}
