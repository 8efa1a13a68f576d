import JSON

/// The parameters of a query.
public struct Query: Equatable, Sendable {
    /// The items to read.
    public var condition: KeyCondition
    /// The index to read, which lags behind the table; nil for the table itself.
    public var index: String?
    /// The condition for returning an item; items left out are still paid for, and count towards `pageSize`.
    public var filter: Condition?
    /// The attributes to return; all if empty.
    public var attributes: [AttributePath]
    /// Whether the least sort key comes first.
    public var isForward: Bool
    /// The number of items read for one page; nil for as many as fit in the service's megabyte.
    public var pageSize: Int?

    /// Creates a query; by default for whole items of the table, with the least sort key first.
    public init(
        _ condition: KeyCondition, index: String? = nil, filter: Condition? = nil, attributes: [AttributePath] = [],
        isForward: Bool = true, pageSize: Int? = nil
    ) {
        self.condition = condition
        self.index = index
        self.filter = filter
        self.attributes = attributes
        self.isForward = isForward
        self.pageSize = pageSize
    }
}

/// The parameters of a scan.
public struct Scan: Equatable, Sendable {
    /// The index to read, which lags behind the table; nil for the table itself.
    public var index: String?
    /// The condition for returning an item; items left out are still paid for, and count towards `pageSize`.
    public var filter: Condition?
    /// The attributes to return; all if empty.
    public var attributes: [AttributePath]
    /// The number of items read for one page; nil for as many as fit in the service's megabyte.
    public var pageSize: Int?
    /// The segment to read, for parallel scans.
    public var segment: Segment?

    /// One of several parts of the table.
    public struct Segment: Equatable, Sendable {
        /// The segment's index, counted from zero.
        public let index: Int
        /// The number of segments.
        public let total: Int

        /// Creates a segment; the service rejects an index out of range.
        public init(_ index: Int, of total: Int) {
            self.index = index
            self.total = total
        }
    }

    /// Creates a scan; by default of the whole table for whole items.
    public init(
        index: String? = nil, filter: Condition? = nil, attributes: [AttributePath] = [], pageSize: Int? = nil,
        segment: Segment? = nil
    ) {
        self.index = index
        self.filter = filter
        self.attributes = attributes
        self.pageSize = pageSize
        self.segment = segment
    }
}

/// Some of the items found, and the start of the rest.
public struct Page: Equatable, Sendable {
    /// The items, sorted by sort key for a query, unordered for a scan.
    public let items: [Item]
    /// The key after which the next page begins; nil on the last page.
    public let next: Item?
}

extension Table {
    /// Returns one page of a query, from its beginning or after `start`.
    public func page(
        _ query: Query, after start: Item? = nil, isConsistent: Bool = true
    ) throws(DynamoDBError) -> Page {
        let input = try input { json, aliases in aliases.write(query, after: start, isConsistent, to: &json) }
        return try Page(client.call("Query", input, .reading, index: query.index))
    }

    /// Returns all items that the query finds, page by page.
    public func all(_ query: Query, isConsistent: Bool = true) throws(DynamoDBError) -> [Item] {
        try everything { start throws(DynamoDBError) in try page(query, after: start, isConsistent: isConsistent) }
    }

    /// Returns the number of items that the query finds, counted by the service page by page; its page size is ignored.
    public func count(_ query: Query, isConsistent: Bool = true) throws(DynamoDBError) -> Int {
        var counted = try countPage(query, after: nil, isConsistent)
        var count = counted.count
        while let next = counted.next {
            counted = try countPage(query, after: next, isConsistent)
            guard counted.next != next else { throw .unreadableAnswer(detail: "a page ends where it began") }
            count += counted.count
        }
        return count
    }

    private func countPage(
        _ query: Query, after start: Item?, _ isConsistent: Bool
    ) throws(DynamoDBError) -> (count: Int, next: Item?) {
        let input = try input { json, aliases in
            json.member("Select", "COUNT")
            aliases.write(query, after: start, isConsistent, to: &json)
        }
        let answer = try client.call("Query", input, .reading, index: query.index)
        let count = try readAnswer { () throws(JSONError) in try answer.required("Count").asInt() }
        return (count, try answer.item("LastEvaluatedKey"))
    }

    /// Returns one page of a scan, from its beginning or after `start`.
    public func page(_ scan: Scan, after start: Item? = nil) throws(DynamoDBError) -> Page {
        let input = try input { json, aliases in
            if let segment = scan.segment {
                json.member("Segment", segment.index)
                json.member("TotalSegments", segment.total)
            }
            if scan.index == nil { json.member("ConsistentRead", true) }
            aliases.writeReading(scan.index, scan.filter, scan.attributes, scan.pageSize, start, to: &json)
        }
        return try Page(client.call("Scan", input, .reading, index: scan.index))
    }

    /// Returns all items that the scan finds, page by page.
    public func all(_ scan: Scan) throws(DynamoDBError) -> [Item] {
        try everything { start throws(DynamoDBError) in try page(scan, after: start) }
    }

    private func everything(
        _ page: (_ start: Item?) throws(DynamoDBError) -> Page
    ) throws(DynamoDBError) -> [Item] {
        var current = try page(nil)
        var items = current.items
        while let next = current.next {
            current = try page(next)
            guard current.next != next else { throw .unreadableAnswer(detail: "a page ends where it began") }
            items += current.items
        }
        return items
    }
}

extension ExpressionWriter {
    fileprivate mutating func write(
        _ query: Query, after start: Item?, _ isConsistent: Bool, to json: inout JSONWriter
    ) {
        json.member("KeyConditionExpression", query.condition.text(&self))
        if !query.isForward { json.member("ScanIndexForward", false) }
        // An index has no consistent reads: requesting one is an error.
        if query.index == nil { json.member("ConsistentRead", isConsistent) }
        writeReading(query.index, query.filter, query.attributes, query.pageSize, start, to: &json)
    }

    /// Writes the parameters common to queries and scans.
    fileprivate mutating func writeReading(
        _ index: String?, _ filter: Condition?, _ attributes: [AttributePath], _ pageSize: Int?, _ start: Item?,
        to json: inout JSONWriter
    ) {
        if let index { json.member("IndexName", index) }
        if let filter { json.member("FilterExpression", filter.text(&self)) }
        if !attributes.isEmpty {
            json.member("ProjectionExpression", attributes.map { alias($0) }.joined(separator: ", "))
        }
        if let pageSize { json.member("Limit", pageSize) }
        if let start {
            json.key("ExclusiveStartKey")
            start.write(to: &json)
        }
    }
}

extension Page {
    fileprivate init(_ answer: JSONNode) throws(DynamoDBError) {
        items = try readAnswer { () throws(JSONError) in
            try answer.required("Items").mapElements { node throws(JSONError) in try Item(node) }
        }
        next = try answer.item("LastEvaluatedKey")
    }
}
