import TableStore

/// Conflicts between overlapping requests; without `ongoing`, requests are not tracked and never conflict.
extension Operations {
    /// Runs one write, or throws if a transaction is using its item.
    func withoutConflict<Result>(_ write: ItemWrite, _ body: () throws -> Result) throws -> Result {
        guard let ongoing, let target = target(of: write) else { return try body() }
        guard ongoing.beginSingle(on: target) else { throw ServiceFailure.transactionConflict }
        defer { ongoing.endSingle(on: target) }
        return try body()
    }

    /// Runs those writes of a batch whose items no transaction is using.
    ///
    /// - Returns: The writes that were left out, and the closure's result for the others.
    func withoutConflicts<Result>(
        _ writes: [ItemWrite], _ body: ([ItemWrite]) throws -> Result
    ) throws -> (left: [ItemWrite], Result) {
        guard let ongoing, let targets = targets(of: writes) else { return ([], try body(writes)) }
        let begun = targets.map { ongoing.beginSingle(on: $0) }
        defer { for (target, hasBegun) in zip(targets, begun) where hasBegun { ongoing.endSingle(on: target) } }
        let left = zip(writes, begun).filter { !$0.1 }.map(\.0)
        return (left, try body(left.isEmpty ? writes : zip(writes, begun).filter(\.1).map(\.0)))
    }

    /// Runs a transaction; the closure is passed the error to throw if other transactions are using its items.
    ///
    /// The closure decides, because a transaction whose token shows that it was already carried out must succeed.
    func withoutConflicts<Result>(
        _ writes: [ItemWrite], token: String?, _ body: (_ obstacle: ServiceFailure?) throws -> Result
    ) throws -> Result {
        guard let ongoing, let targets = targets(of: writes) else { return try body(nil) }
        if let token {
            guard ongoing.begin(token: token) else { throw ServiceFailure.transactionInProgress }
        }
        defer { if let token { ongoing.end(token: token) } }
        let taken = ongoing.beginTransaction(on: targets)
        guard taken.isEmpty else {
            return try body(CancellationReasons.conflicts(at: taken, of: targets.count))
        }
        defer { ongoing.endTransaction(on: targets) }
        return try body(nil)
    }

    /// Throws if writes are running on items that a transaction reads.
    func checkConflicts(ofReading reads: [ItemRead]) throws {
        guard let ongoing else { return }
        let targets = reads.map { read in
            table(named: read.table).flatMap { table in
                try? Target(
                    table: table.definition.name,
                    key: KeyForm(table.definition.key, of: table.definition).key(exactly: read.key))
            }
        }
        guard let targets = targets.whole() else { return }
        let taken = ongoing.conflicts(ofReading: targets)
        if !taken.isEmpty { throw CancellationReasons.conflicts(at: taken, of: targets.count) }
    }

    /// Returns the items of all writes; nil if one is invalid or two are the same, which the write itself reports.
    private func targets(of writes: [ItemWrite]) -> [Target]? {
        guard let targets = writes.map(target(of:)).whole(), Set(targets).count == targets.count else { return nil }
        return targets
    }

    private func target(of write: ItemWrite) -> Target? {
        guard let table = table(named: write.table), let place = try? write.place(in: table) else { return nil }
        return Target(table: table.definition.name, key: place.key)
    }

    private func table(named given: String) -> StoredTable? {
        (try? arns.tableName(in: given)).flatMap { store.table(named: $0) }
    }
}

extension Sequence {
    /// Returns the unwrapped elements, or nil if one of them is nil.
    fileprivate func whole<Wrapped>() -> [Wrapped]? where Element == Wrapped? {
        var whole: [Wrapped] = []
        for element in self {
            guard let element else { return nil }
            whole.append(element)
        }
        return whole
    }
}

extension ServiceFailure {
    /// The error for a single write on an item that a transaction is using.
    static let transactionConflict = ServiceFailure(
        "TransactionConflictException", CancellationReasons.conflictMessage)
    /// The error for a transaction that is repeated while it is running.
    static let transactionInProgress = ServiceFailure(
        "TransactionInProgressException", "The transaction with the given request token is already in progress.")
}
