import TableStore
import Time

extension TableBackend {
    /// The operations on the store that the command line names, opened or made.
    public init(opening options: TableOptions) throws {
        let clock: @Sendable () -> Int64 = { Instant.now.milliseconds }
        let store = try TableStore(
            place: Self.place(options.place), durability: options.isFast ? .fast : .full, lag: Int64(options.lag),
            clock: clock)
        let write = options.server.write
        self.init(
            operations: Operations(store: store, region: options.server.region, clock: clock, report: write),
            sweep: {
                let now = clock()
                while try store.sweep(at: now) > 0 {}
                try store.trim(at: now)
            },
            close: { store.close() })
    }

    private static func place(_ place: TableOptions.Place) -> Place {
        switch place {
        case .file(let path): .file(path)
        case .memory: .memory
        }
    }
}
