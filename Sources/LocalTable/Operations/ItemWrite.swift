import Expressions
import JSON
import TableStore

/// One action on one item.
struct ItemWrite {
    enum Action {
        case put(Item)
        case delete(key: Item)
        case update(key: Item, Update?)
        /// Only the condition matters.
        case check(key: Item)
    }

    /// The table as the request names it.
    let table: String
    let action: Action
    let condition: Condition?
    let showsItemOnFailure: Bool
    /// The bytes of the values in its expressions: a transaction counts them.
    var valuesSize = 0
}

/// Where an action takes place, looked up before anything of it is done.
struct WritePlace {
    let table: Table
    let form: TableForm
    let key: ItemKey
}

/// What an action found and left.
struct WriteOutcome {
    let place: WritePlace
    /// What was there, where that had to be known.
    let old: StoredItem?
    let new: ItemForms?
    let change: Update.Outcome?

    /// What the action cost, its indexes included.
    func capacity() throws -> Capacity {
        let before = try old.map { try place.form.forms(of: $0.parsed()) }
        return Capacity.writing(before, new, form: place.form)
    }
}

/// A condition did not hold.
struct ConditionFailure: Error {
    /// The item as it was, if the action wants it shown.
    let shown: StoredItem?

    var serviceFailure: ServiceFailure {
        let failure = ServiceFailure.conditionFailed
        guard let shown, let item = try? JSONValue(parsing: shown.json) else { return failure }
        return ServiceFailure(failure.type, failure.message, details: ["Item": item])
    }
}

extension ItemWrite {
    /// Finds the item's place, and whether the action fits the table at all.
    func place(in table: Table) throws -> WritePlace {
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

    /// Does the action; throws `ConditionFailure` where the condition does not hold.
    func perform(at place: WritePlace, with writer: Writer, readingOld: Bool) throws -> WriteOutcome {
        switch action {
        case .put(let item):
            let old = try readingOld || condition != nil ? writer.item(place.key, in: place.table) : nil
            try checkCondition(on: old)
            let forms = place.form.forms(of: item)
            try writer.put(forms, at: place.key, in: place.table)
            return WriteOutcome(place: place, old: old, new: forms, change: nil)
        case .delete:
            let old = try readingOld || condition != nil ? writer.item(place.key, in: place.table) : nil
            try checkCondition(on: old)
            try writer.delete(place.key, from: place.table)
            return WriteOutcome(place: place, old: old, new: nil, change: nil)
        case .check:
            let old = try writer.item(place.key, in: place.table)
            try checkCondition(on: old)
            return WriteOutcome(place: place, old: old, new: nil, change: nil)
        case .update(let key, let update):
            return try perform(update, of: key, at: place, with: writer)
        }
    }

    private func checkCondition(on stored: StoredItem?) throws {
        guard condition != nil else { return }
        try checkCondition(on: stored, parsed: stored.map { try $0.parsed() } ?? [:])
    }

    private func checkCondition(on stored: StoredItem?, parsed item: Item) throws {
        guard let condition, !condition.holds(for: item) else { return }
        throw ConditionFailure(shown: showsItemOnFailure ? stored : nil)
    }

    private func perform(
        _ update: Update?, of key: Item, at place: WritePlace, with writer: Writer
    ) throws -> WriteOutcome {
        let stored = try writer.item(place.key, in: place.table)
        let old = try stored?.parsed() ?? [:]
        try checkCondition(on: stored, parsed: old)
        let base = stored == nil ? key : old
        let change = try update?.apply(to: base, isNew: stored == nil)
        if stored == nil, let update, update.onlyTakesAway {
            return WriteOutcome(place: place, old: nil, new: nil, change: nil)
        }
        let new = change?.item ?? base
        try place.form.checkUpdated(new)
        let forms = place.form.forms(of: new)
        guard forms.item.size <= TableForm.largestItem else { throw ServiceFailure.updateTooLarge }
        try writer.put(forms, at: place.key, in: place.table)
        return WriteOutcome(place: place, old: stored, new: forms, change: change)
    }
}
