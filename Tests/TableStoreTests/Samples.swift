import Foundation
import TableStore

/// The time of the first write in tests.
let someTime: Int64 = 1_700_000_000_000

/// A folder that is deleted when its last user is gone.
final class Folder: Sendable {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("store-\(UUID().uuidString)").path

    init() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    var file: String { path + "/tables.sqlite" }
}

extension TableDefinition {
    /// Returns a table whose items have a partition and a place in it, both strings.
    static func sample(_ name: String = "Orders") -> TableDefinition {
        TableDefinition(
            name: name, id: "id of \(name)", createdAt: someTime,
            attributes: [KeyAttribute(name: "p", kind: .string), KeyAttribute(name: "r", kind: .string)],
            key: KeySchema(hash: "p", range: "r"))
    }

    /// Returns the same with two indexes by color, a global one that may lag and a local one.
    static func indexed(_ name: String = "Orders") -> TableDefinition {
        var definition = sample(name)
        definition.globalIndexes = [.byColor]
        definition.localIndexes = [
            IndexDefinition(name: "local", key: KeySchema(hash: "p", range: "color"), projection: .keysOnly)
        ]
        return definition
    }
}

extension IndexDefinition {
    static let byColor = IndexDefinition(name: "byColor", key: KeySchema(hash: "color"), projection: .all)
}

/// An item as a caller passes it to the store.
struct Sample: Equatable {
    var partition: String
    var range: String
    var color: String?
    var expires: Int64?

    init(_ partition: String, _ range: String, color: String? = nil, expires: Int64? = nil) {
        self.partition = partition
        self.range = range
        self.color = color
        self.expires = expires
    }

    /// Reads an item that `forms` produced.
    init(json: [UInt8]) throws {
        let item = try JSONDecoder().decode([String: [String: String]].self, from: Data(json))
        self.init(
            item["p"]?["S"] ?? "", item["r"]?["S"] ?? "", color: item["color"]?["S"],
            expires: item["expires"]?["N"].flatMap { Int64($0) })
    }

    var key: ItemKey { ItemKey(hash: Array(partition.utf8), range: Array(range.utf8)) }

    var json: String {
        let color = color.map { #","color":{"S":"\#($0)"}"# } ?? ""
        let expires = expires.map { #","expires":{"N":"\#($0)"}"# } ?? ""
        return #"{"p":{"S":"\#(partition)"},"r":{"S":"\#(range)"}\#(color)\#(expires)}"#
    }

    var stored: StoredItem { StoredItem(json: Array(json.utf8), size: json.utf8.count) }

    /// Returns the item with its entries in those indexes that the table has.
    func forms(for definition: TableDefinition) -> ItemForms {
        var forms = ItemForms(item: stored, expires: definition.timeToLive == nil ? nil : expires)
        guard let color else { return forms }
        if definition.index(named: "byColor") != nil {
            forms.entries["byColor"] = IndexEntry(key: ItemKey(hash: Array(color.utf8)), item: stored)
        }
        if definition.index(named: "local") != nil {
            let key = ItemKey(hash: Array(partition.utf8), range: Array(color.utf8))
            forms.entries["local"] = IndexEntry(key: key, item: stored)
        }
        return forms
    }
}

extension TableStore {
    /// Returns a store in memory with one table.
    static func sample(_ definition: TableDefinition = .sample()) throws -> TableStore {
        let store = try TableStore(place: .memory)
        try store.create(definition)
        return store
    }

    func create(_ definition: TableDefinition, at now: Int64 = someTime) throws {
        try write(at: now) { try $0.create(definition) }
    }

    func put(_ samples: [Sample], in name: String = "Orders", at now: Int64 = someTime) throws {
        try write(at: now) { writer in
            for sample in samples { try writer.put(sample, in: name) }
        }
    }

    func delete(_ sample: Sample, from name: String = "Orders", at now: Int64 = someTime) throws -> Bool {
        try write(at: now) { writer in try writer.delete(sample.key, from: writer.known(name)) }
    }

    func update(_ definition: TableDefinition, at now: Int64 = someTime) throws {
        try write(at: now) { writer in
            try writer.update(definition) { try Sample(json: $0).forms(for: definition) }
        }
    }

    func get(_ sample: Sample, from name: String = "Orders", consistent: Bool = true) throws -> StoredItem? {
        try read { try $0.item(sample.key, in: $0.known(name), consistent: consistent) }
    }

    func counts(_ name: String = "Orders", index: String? = nil) throws -> ItemCounts {
        try read { try $0.counts(of: $0.known(name), index: index) }
    }

    /// Returns the range parts of the keys that a visit reaches.
    func ranges(
        in name: String = "Orders", index: String? = nil, _ range: KeyRange = .whole, forward: Bool = true,
        after position: Position? = nil, limit: Int = .max, consistent: Bool = true
    ) throws -> [String] {
        try read { reader in
            var ranges: [String] = []
            try reader.visit(
                reader.known(name), index: index, range: range, forward: forward, after: position,
                consistent: consistent
            ) { row in
                ranges.append(String(decoding: row.key.range, as: UTF8.self))
                return ranges.count < limit
            }
            return ranges
        }
    }
}

extension Reader {
    struct NoTable: Error {}

    func known(_ name: String) throws -> StoredTable {
        guard let table = table(named: name) else { throw NoTable() }
        return table
    }
}

extension Writer {
    func put(_ sample: Sample, in name: String = "Orders") throws {
        let table = try known(name)
        try put(sample.forms(for: table.definition), at: sample.key, in: table)
    }
}

func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
