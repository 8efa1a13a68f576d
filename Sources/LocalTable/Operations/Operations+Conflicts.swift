import TableStore

/// Conflicts between requests that overlap in time; without `ongoing` there are none, and nothing is kept of requests.
extension Operations {
    /// Does one write; throws if a transaction is under way on its item.
    func withoutConflict<Result>(_ write: ItemWrite, _ body: () throws -> Result) throws -> Result {
        guard let ongoing, let target = target(of: write) else { return try body() }
        guard ongoing.beginSingle(on: target) else { throw ServiceFailure.transactionConflict }
        defer { ongoing.endSingle(on: target) }
        return try body()
    }

    /// Does the writes of a batch on whose items no transaction is under way.
    ///
    /// - Returns: The writes that were left out, and what the closure made of the others.
    func withoutConflicts<Result>(
        _ writes: [ItemWrite], _ body: ([ItemWrite]) throws -> Result
    ) throws -> (left: [ItemWrite], Result) {
        guard let ongoing, let targets = targets(of: writes) else { return ([], try body(writes)) }
        let begun = targets.map { ongoing.beginSingle(on: $0) }
        defer { for (target, hasBegun) in zip(targets, begun) where hasBegun { ongoing.endSingle(on: target) } }
        let left = zip(writes, begun).filter { !$0.1 }.map(\.0)
        return (left, try body(left.isEmpty ? writes : zip(writes, begun).filter(\.1).map(\.0)))
    }

    /// Does a transaction; the closure is told why it may not if others are under way on its items.
    ///
    /// It is up to the closure to throw that: a transaction that was done already, by its token, is not done again.
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

    /// Throws if writes are under way on items that a transaction reads.
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

    /// Where all the writes take place; nil if one of them has no place, or two the same, which is for the write itself
    /// to tell.
    private func targets(of writes: [ItemWrite]) -> [Target]? {
        guard let targets = writes.map(target(of:)).whole(), Set(targets).count == targets.count else { return nil }
        return targets
    }

    private func target(of write: ItemWrite) -> Target? {
        guard let table = table(named: write.table), let place = try? write.place(in: table) else { return nil }
        return Target(table: table.definition.name, key: place.key)
    }

    private func table(named given: String) -> Table? {
        (try? arns.tableName(in: given)).flatMap { store.table(named: $0) }
    }
}

extension Sequence {
    /// The elements if none of them is nil.
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
    /// The answer to a single write on an item that a transaction has.
    static let transactionConflict = ServiceFailure(
        "TransactionConflictException", CancellationReasons.conflictMessage)
    /// The answer to a transaction that is repeated before it is done.
    static let transactionInProgress = ServiceFailure(
        "TransactionInProgressException", "The transaction with the given request token is already in progress.")
}
