import Expressions
import JSON
import TableStore

/// The form in which a table's items are stored: derives their keys, index entries and expiry.
struct TableForm {
    static let largestItem = 400 * 1024

    struct Index {
        let name: String
        let key: KeyForm
        let projection: IndexProjection
        let isGlobal: Bool
    }

    let key: KeyForm
    /// Sorted by name, because the service reports the first index that a value does not fit.
    let indexes: [Index]
    private let timeToLive: Text?

    init(_ definition: TableDefinition) {
        key = KeyForm(definition.key, of: definition)
        timeToLive = definition.timeToLive.map { Text($0) }
        guard !definition.globalIndexes.isEmpty || !definition.localIndexes.isEmpty else {
            indexes = []
            return
        }
        let global = definition.globalIndexes.map { Self.index($0, of: definition, isGlobal: true) }
        let local = definition.localIndexes.map { Self.index($0, of: definition, isGlobal: false) }
        indexes = (global + local).sorted { $0.name < $1.name }
    }

    private static func index(_ index: IndexDefinition, of table: TableDefinition, isGlobal: Bool) -> Index {
        Index(
            name: index.name, key: KeyForm(index.key, of: table), projection: index.projection, isGlobal: isGlobal)
    }

    func forms(of item: Item) -> ItemForms {
        let stored = StoredItem(json: item.json(), size: item.size)
        var entries: [String: IndexEntry] = [:]
        for index in indexes {
            guard let place = index.key.entryKey(of: item) else { continue }
            entries[index.name] = IndexEntry(key: place, item: projected(item, stored, on: index))
        }
        return ItemForms(item: stored, entries: entries, expires: expiry(of: item))
    }

    private func projected(_ item: Item, _ stored: StoredItem, on index: Index) -> StoredItem {
        guard let names = projectedNames(of: index) else { return stored }
        let kept = item.filter { names.contains($0.key) }
        return kept.count == item.count ? stored : StoredItem(json: kept.json(), size: kept.size)
    }

    /// Returns the attributes that an index holds; nil for all.
    func projectedNames(of index: Index) -> Set<Text>? {
        var names = Set((key.parts + index.key.parts).map(\.name))
        switch index.projection {
        case .all: return nil
        case .keysOnly: return names
        case .include(let others):
            names.formUnion(others.map { Text($0) })
            return names
        }
    }

    /// Returns the item's expiry time in whole seconds.
    private func expiry(of item: Item) -> Int64? {
        guard let timeToLive, case .number(let number) = item[timeToLive] else { return nil }
        let whole = number.text.prefix { $0 != "." }
        return Int64(whole)
    }

    /// Throws if a path leads into a key attribute, which is a scalar.
    static func checkPaths(_ paths: [DocumentPath]?, in definition: TableDefinition) throws {
        let nested = (paths ?? []).filter { !$0.steps.isEmpty }.map(\.attribute)
        guard !nested.isEmpty else { return }
        let own = definition.key.names.map { ($0, "Key") }
        let indexes = definition.globalIndexes + definition.localIndexes
        for (name, kind) in own + indexes.flatMap(\.key.names).map({ ($0, "IndexKey") }) {
            guard nested.contains(Text(name)) else { continue }
            throw ServiceFailure.validation(
                "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: "
                    + "\(kind): \(name)")
        }
    }

    /// Throws if an item's values don't fit the indexes' keys.
    func checkIndexKeys(of item: Item) throws {
        for index in indexes {
            for part in index.key.parts {
                guard let value = item[part.name] else { continue }
                guard value.typeName == part.kind.rawValue else {
                    throw ServiceFailure.invalidParameters(
                        "Type mismatch for Index Key \(part.name) Expected: \(part.kind.rawValue) "
                            + "Actual: \(value.typeName) IndexName: \(index.name)")
                }
                if let empty = value.emptyKeyKind {
                    throw ServiceFailure.validation(
                        "One or more parameter values are not valid. A value specified for a secondary index key is "
                            + "not supported. The AttributeValue for a key attribute cannot contain an empty "
                            + "\(empty) value. IndexName: \(index.name), IndexKey: \(part.name)")
                }
            }
            try index.key.checkLengths(of: item)
        }
    }
}

extension Item {
    /// Returns the item in the protocol's form.
    func json() -> [UInt8] {
        var writer = JSONWriter(capacity: 256)
        write(to: &writer)
        return writer.bytes
    }

    /// Returns the item with only the named attributes.
    func only(_ names: [Text]) -> Item {
        filter { names.contains($0.key) }
    }
}

extension StoredItem {
    /// Returns the item parsed from its JSON.
    func parsed() throws -> Item {
        let document = try JSONDocument(parsing: json)
        return try Item(reading: document.root)
    }
}
