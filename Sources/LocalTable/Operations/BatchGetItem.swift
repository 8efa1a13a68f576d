import Expressions
import JSON
import TableStore

extension Operations {
    private static let mostKeys = 100
    private static let largestAnswer = 16 * 1024 * 1024

    func batchGetItem(_ input: JSONNode) throws -> [UInt8] {
        try Self.requireRequestItems(of: input, for: "BatchGetItem")
        try ShapeReader.check(input, against: RequestShapes.batchGetItem, layer: .current)
        let reads = try BatchRead.reads(in: input)
        guard reads.reduce(0, { $0 + $1.keys.count }) <= Self.mostKeys else {
            throw ServiceFailure.validation("Too many items requested for the BatchGetItem call")
        }
        let report = CapacityReport(input)
        return try store.read { reader in
            let places = try reads.map { try $0.places(in: table($0.table, in: reader)) }
            var room = Self.largestAnswer
            let answers = try zip(reads, places).map { read, places in
                try read.answer(at: places, room: &room, with: reader)
            }
            return Self.batchAnswer(answers, report)
        }
    }

    /// Throws the service's error for a batch without requests, which it checks before anything else.
    static func requireRequestItems(of input: JSONNode, for operation: String) throws {
        guard input.kind == .object, let items = input.member("RequestItems")?.object else { return }
        guard !items.contains(where: { _ in true }) else { return }
        throw ServiceFailure.validation("The requestItems parameter is required for \(operation)")
    }

    private static func batchAnswer(_ answers: [BatchRead.Answer], _ report: CapacityReport) -> [UInt8] {
        object(capacity: 1024) { json in
            json.object("Responses") { json in
                for answer in answers {
                    json.key(answer.table)
                    json.json(answer.items)
                }
            }
            json.object("UnprocessedKeys") { json in
                for answer in answers {
                    guard let rest = answer.unprocessed else { continue }
                    json.key(answer.table)
                    json.json(rest)
                }
            }
            guard report != .none else { return }
            json.array("ConsumedCapacity") { json in
                for answer in answers {
                    answer.capacity.writeObject(to: &json, table: answer.table, report, split: nil)
                }
            }
        }
    }
}

/// The items that a batch reads from one table.
struct BatchRead {
    struct Place {
        let table: StoredTable
        let keys: [ItemKey]
    }

    struct Answer {
        let table: String
        let items: [UInt8]
        /// The part of the request to be sent again, as JSON; nil if everything was read.
        let unprocessed: [UInt8]?
        let capacity: Capacity
    }

    private static let style = ParameterStyle(expressions: ["ProjectionExpression"], legacy: ["AttributesToGet"])

    let table: String
    let keys: [Item]
    private let node: JSONNode
    private let projection: Projection?
    private let consistent: Bool

    static func reads(in input: JSONNode) throws -> [BatchRead] {
        var reads: [BatchRead] = []
        for (table, node) in try input.required(member: "RequestItems").members where !node.isNull {
            reads.append(try BatchRead(table, node))
        }
        return reads
    }

    private init(_ table: String, _ node: JSONNode) throws {
        try Self.style.check(node)
        self.table = table
        self.node = node
        keys = try node.required(member: "Keys").elements.map { try Item(reading: $0) }
        projection = try ItemRead.projection(of: node, wording: .current)
        consistent = node.flag("ConsistentRead") ?? false
    }

    func places(in table: StoredTable) throws -> Place {
        let form = KeyForm(table.definition.key, of: table.definition)
        var places: [ItemKey] = []
        var seen: Set<ItemKey> = []
        for key in keys {
            let place = try form.key(exactly: key)
            guard seen.insert(place).inserted else {
                throw ServiceFailure.validation("Provided list of item keys contains duplicates")
            }
            places.append(place)
        }
        return Place(table: table, keys: places)
    }

    func answer(at place: Place, room: inout Int, with reader: Reader) throws -> Answer {
        var items = JSONWriter(capacity: 1024)
        items.beginArray()
        var capacity = Capacity()
        var read = 0
        for key in place.keys {
            guard room > 0 else { break }
            let stored = try reader.item(key, in: place.table, consistent: consistent)
            let size = stored?.size ?? 0
            guard size <= room else {
                room = 0
                break
            }
            room -= size
            read += 1
            capacity.table += Capacity.reading(size, consistent: consistent)
            if let stored { items.json(try stored.json(showing: projection)) }
        }
        items.endArray()
        return Answer(
            table: table, items: items.bytes, unprocessed: read < keys.count ? rest(from: read) : nil,
            capacity: capacity)
    }

    private func rest(from index: Int) -> [UInt8] {
        Operations.object { json in
            json.array("Keys") { json in
                for key in keys.dropFirst(index) { json.json(key.json()) }
            }
            for (name, value) in node.members where name != "Keys" && !value.isNull {
                json.member(name, value.value)
            }
        }
    }
}
