import Expressions
import JSON
import TableStore

/// One action on one item.
struct ItemWrite {
    enum Action {
        case put(Item)
        case delete(key: Item)
        case update(key: Item, UpdateExpression?)
        /// A condition check without a write.
        case check(key: Item)
    }

    /// The table as named in the request.
    let table: String
    let action: Action
    let condition: ConditionExpression?
    let showsItemOnFailure: Bool
    /// The size of the values in its expressions, which counts toward a transaction's limit.
    var valuesSize = 0
}

/// The place of an action, looked up before any action is carried out.
struct WritePlace {
    let table: StoredTable
    let form: TableForm
    let key: ItemKey
}

/// The item that an action found and the one it would store; nothing is written before `store`.
struct WriteOutcome {
    enum Effect {
        case put(ItemForms)
        case delete
        case none
    }

    let place: WritePlace
    /// The previous item, if it was needed.
    var found: FoundItem?
    let effect: Effect
    var change: UpdateExpression.Outcome?

    var old: StoredItem? { found?.item }

    var new: ItemForms? {
        guard case .put(let forms) = effect else { return nil }
        return forms
    }

    func store(with writer: Writer) throws {
        switch effect {
        case .put(let forms): try writer.put(forms, at: place.key, in: place.table, over: found)
        case .delete: try writer.delete(place.key, from: place.table, over: found)
        case .none: break
        }
    }

    /// Returns the units for the action, including its indexes.
    func capacity() throws -> Capacity {
        let before = try old.map { try place.form.forms(of: $0.parsed()) }
        return Capacity.writing(before, new, form: place.form)
    }
}

/// A failed condition.
struct ConditionFailure: Error {
    /// The previous item, if the action asks for it.
    let shown: StoredItem?

    var serviceFailure: ServiceFailure {
        let failure = ServiceFailure.conditionFailed
        guard let shown, let item = try? JSONValue(parsing: shown.json) else { return failure }
        return ServiceFailure(failure.type, failure.message, details: ["Item": item])
    }
}

extension ItemWrite {
    /// Looks up the item's place, and checks that the action fits the table.
    func place(in table: StoredTable) throws -> WritePlace {
        let form = TableForm(table.definition)
        let key = try key(by: form)
        try TableForm.checkPaths(condition?.paths, in: table.definition)
        if case .update(_, let update?) = action {
            try form.checkKeyStays(in: update)
            try TableForm.checkPaths(update.paths, in: table.definition)
        }
        return WritePlace(table: table, form: form, key: key)
    }

    private func key(by form: TableForm) throws -> ItemKey {
        switch action {
        case .put(let item):
            let key = try form.key.key(of: item)
            try form.checkIndexKeys(of: item)
            return key
        case .delete(let key), .check(let key), .update(let key, _):
            return try form.key.key(exactly: key)
        }
    }

    /// Returns the outcome of the action without writing it.
    ///
    /// - Throws: `ConditionFailure` if the condition does not hold.
    func outcome(at place: WritePlace, in writer: Writer, readingOld: Bool) throws -> WriteOutcome {
        switch action {
        case .put(let item):
            let found = try find(place, in: writer, readingOld)
            return WriteOutcome(place: place, found: found, effect: .put(place.form.forms(of: item)))
        case .delete:
            return WriteOutcome(place: place, found: try find(place, in: writer, readingOld), effect: .delete)
        case .check:
            return WriteOutcome(place: place, found: try find(place, in: writer, true), effect: .none)
        case .update(let key, let update):
            return try outcome(of: update, key, at: place, in: writer)
        }
    }

    /// Looks up the previous item if it is needed, and checks the condition.
    private func find(_ place: WritePlace, in writer: Writer, _ isWanted: Bool) throws -> FoundItem? {
        guard isWanted || condition != nil else { return nil }
        let found = try writer.find(place.key, in: place.table)
        try checkCondition(on: found.item)
        return found
    }

    private func checkCondition(on stored: StoredItem?) throws {
        guard condition != nil else { return }
        try checkCondition(on: stored, parsed: stored.map { try $0.parsed() } ?? [:])
    }

    private func checkCondition(on stored: StoredItem?, parsed item: Item) throws {
        guard let condition, !condition.holds(for: item) else { return }
        throw ConditionFailure(shown: showsItemOnFailure ? stored : nil)
    }

    private func outcome(
        of update: UpdateExpression?, _ key: Item, at place: WritePlace, in writer: Writer
    ) throws -> WriteOutcome {
        let found = try writer.find(place.key, in: place.table)
        let old = try found.item?.parsed() ?? [:]
        try checkCondition(on: found.item, parsed: old)
        let isNew = found.item == nil
        let base = isNew ? key : old
        let change = try update?.apply(to: base, isNew: isNew)
        if isNew, let update, update.onlyTakesAway {
            return WriteOutcome(place: place, effect: .none)
        }
        let new = change?.item ?? base
        try place.form.checkUpdated(new)
        let forms = place.form.forms(of: new)
        guard forms.item.size <= TableForm.largestItem else { throw ServiceFailure.updateTooLarge }
        return WriteOutcome(place: place, found: found, effect: .put(forms), change: change)
    }
}
