import Expressions
import JSON
import TableStore

/// The table or the index that a page is read from.
struct PageSource {
    let table: StoredTable
    let form: TableForm
    /// Nil for the table itself.
    let index: TableForm.Index?
    /// The key that orders the rows.
    let key: KeyForm
    /// Whether each whole item must be fetched from the table, because a local index does not hold all of it.
    let fetchesItems: Bool
    /// The attributes to return of items that are read whole only for the filter; nil for all.
    let shownNames: Set<Text>?

    init(_ table: StoredTable, for request: PageRequest) throws {
        self.table = table
        form = TableForm(table.definition)
        guard let name = request.index else {
            index = nil
            key = form.key
            fetchesItems = false
            shownNames = nil
            return
        }
        guard let index = form.indexes.first(where: { $0.name == name }) else {
            throw ServiceFailure.validation("The table does not have the specified index: \(name)")
        }
        guard !index.isGlobal || !request.consistent else {
            throw ServiceFailure.validation("Consistent reads are not supported on global secondary indexes")
        }
        self.index = index
        key = index.key
        fetchesItems = try Self.needsItems(request, from: index, form)
        shownNames = fetchesItems && request.selection == .projected ? form.projectedNames(of: index) : nil
    }

    private static func needsItems(
        _ request: PageRequest, from index: TableForm.Index, _ form: TableForm
    ) throws -> Bool {
        guard let held = form.projectedNames(of: index) else { return false }
        if request.selection == .all {
            guard index.isGlobal else { return true }
            throw ServiceFailure.invalidParameters(
                "Select type ALL_ATTRIBUTES is not supported for global secondary index \(index.name) "
                    + "because its projection type is not ALL")
        }
        let wanted = (request.projection?.paths.map(\.attribute) ?? []) + (request.filter?.paths.map(\.attribute) ?? [])
        let missing = wanted.filter { !held.contains($0) }
        guard !missing.isEmpty else { return false }
        guard index.isGlobal else { return true }
        let unprojected = (request.projection?.paths.map(\.attribute) ?? []).filter { !held.contains($0) }
        guard unprojected.isEmpty else {
            throw ServiceFailure.invalidParameters(
                "Global secondary index \(index.name) does not project "
                    + "[\(unprojected.map(\.description).joined(separator: ", "))]")
        }
        return false
    }

    /// The attributes that locate a row: the keys of the index and the table.
    var placeNames: [Text] {
        var names = form.key.parts.map(\.name)
        for part in index?.key.parts ?? [] where !names.contains(part.name) { names.append(part.name) }
        return names
    }

    /// Returns the position of a start key.
    func position(of startKey: Item) throws -> Position {
        guard startKey.count == placeNames.count, placeNames.allSatisfy({ startKey[$0] != nil }) else {
            throw Self.invalidStart
        }
        do {
            let own = try form.key.key(ofKeyIn: startKey)
            guard let index else { return .item(own) }
            return .entry(try index.key.key(ofKeyIn: startKey), of: own)
        } catch let failure as ServiceFailure {
            throw ServiceFailure.validation("The provided starting key is invalid: \(failure.message)")
        }
    }

    static let invalidStart = ServiceFailure.validation("The provided starting key is invalid")
}

extension Position {
    /// The key in the order being read.
    var rowKey: ItemKey {
        switch self {
        case .item(let key): key
        case .entry(let key, _): key
        }
    }
}
