import Expressions
import JSON
import TableStore

/// A page of rows, up to the limit or a megabyte, from which the filter may remove some.
struct PageAnswer {
    private static let largest = 1024 * 1024

    private var items = JSONWriter(capacity: 4096)
    private var count = 0
    private var scanned = 0
    private var bytes = 0
    private var fetchedUnits = 0.0
    private var last: StoredItem?
    private var isFull = false

    private let request: PageRequest
    private let source: PageSource

    private init(_ request: PageRequest, _ source: PageSource) {
        self.request = request
        self.source = source
    }

    /// Reads a page of a range and returns the answer.
    static func answer(
        _ request: PageRequest, from source: PageSource, range: KeyRange, forward: Bool, after start: Position?,
        with reader: Reader
    ) throws -> [UInt8] {
        var page = PageAnswer(request, source)
        page.items.beginArray()
        try reader.visit(
            source.table, index: source.index?.name, range: range, forward: forward, after: start,
            consistent: request.consistent
        ) { row in
            try page.take(row, with: reader)
        }
        page.items.endArray()
        return try page.answer()
    }

    /// Adds a row to the page; returns false if the page is full.
    private mutating func take(_ row: Row, with reader: Reader) throws -> Bool {
        let size = row.size
        guard scanned == 0 || bytes + size <= Self.largest else {
            isFull = true
            return false
        }
        scanned += 1
        bytes += size
        let stored = row.item
        last = stored
        try add(whole(stored, of: row, with: reader))
        guard let limit = request.limit, scanned >= limit else { return true }
        isFull = true
        return false
    }

    private mutating func whole(_ stored: StoredItem, of row: Row, with reader: Reader) throws -> StoredItem {
        guard source.fetchesItems else { return stored }
        guard let item = try reader.item(row.key, in: source.table, consistent: request.consistent) else {
            return stored
        }
        fetchedUnits += Capacity.reading(item.size, consistent: request.consistent)
        return item
    }

    private mutating func add(_ stored: StoredItem) throws {
        guard request.filter != nil || request.projection != nil else { return show(stored.json) }
        let item = try stored.parsed()
        if let filter = request.filter, !filter.holds(for: item) { return }
        if let projection = request.projection { return show(projection.project(item).json()) }
        guard let names = source.shownNames else { return show(stored.json) }
        show(item.filter { names.contains($0.key) }.json())
    }

    private mutating func show(_ json: [UInt8]) {
        count += 1
        if request.selection != .count { items.json(json) }
    }

    private func answer() throws -> [UInt8] {
        try Operations.object(capacity: items.bytes.count + 256) { json in
            if request.selection != .count {
                json.key("Items")
                json.json(items.bytes)
            }
            json.member("Count", count)
            json.member("ScannedCount", scanned)
            if isFull, let last {
                json.key("LastEvaluatedKey")
                json.json(try last.parsed().only(source.placeNames).json())
            }
            capacity.write(to: &json, table: request.table, request.report)
        }
    }

    private var capacity: Capacity {
        let units = Capacity.reading(bytes, consistent: request.consistent)
        var capacity = Capacity()
        guard let index = source.index else {
            capacity.table = units
            return capacity
        }
        capacity.table = fetchedUnits
        if index.isGlobal {
            capacity.global[index.name] = units
        } else {
            capacity.local[index.name] = units
        }
        return capacity
    }
}
