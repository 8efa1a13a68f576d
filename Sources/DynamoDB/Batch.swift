import JSON

/// One write in a batch; each succeeds or fails by itself.
public enum BatchWrite: Hashable, Sendable {
    case put(Item)
    case delete(key: Item)
}

extension Table {
    /// The maximum number of keys in a read request, and of writes in a write request.
    private static let largestRead = 100
    private static let largestWrite = 25

    /// Returns the items under these keys, each once and in no particular order; keys without an item are left out.
    ///
    /// There may be any number of keys, with repetitions: they are read a hundred at a time, and the keys that the
    /// service leaves unprocessed are sent again, as often as the client's retry policy allows.
    public func batchGet(_ keys: [Item], isConsistent: Bool = true) throws(DynamoDBError) -> [Item] {
        var items: [Item] = []
        for keys in keys.withoutRepeats.chunks(of: Self.largestRead) {
            try client.untilProcessed(keys) { keys throws(DynamoDBError) in
                let answer = try client.call("BatchGetItem", readInput(keys, isConsistent), .reading)
                return try readAnswer { () throws(JSONError) in
                    let found = try answer.required("Responses")[name]
                    items += try found?.mapElements { node throws(JSONError) in try Item(node) } ?? []
                    let rest = try answer["UnprocessedKeys"]?[name]?.required("Keys")
                    return try rest?.mapElements { node throws(JSONError) in try Item(node) } ?? []
                }
            }
        }
        return items
    }

    /// Performs all these writes, in no particular order, each by itself; no two different ones may be on the same
    /// item.
    ///
    /// There may be any number of writes, of which repetitions count once: they are sent twenty-five at a time, and
    /// those that the service leaves unprocessed are sent again.
    public func batchWrite(_ writes: [BatchWrite]) throws(DynamoDBError) {
        for writes in writes.withoutRepeats.chunks(of: Self.largestWrite) {
            try client.untilProcessed(writes) { writes throws(DynamoDBError) in
                let answer = try client.call("BatchWriteItem", writeInput(writes), .repeatable)
                return try readAnswer { () throws(JSONError) in
                    let rest = answer["UnprocessedItems"]?[name]
                    return try rest?.mapElements { node throws(JSONError) in try BatchWrite(node) } ?? []
                }
            }
        }
    }

    private func readInput(_ keys: [Item], _ isConsistent: Bool) -> [UInt8] {
        requestItems { json in
            json.object { json in
                json.key("Keys")
                json.array { json in
                    for key in keys { key.write(to: &json) }
                }
                json.member("ConsistentRead", isConsistent)
            }
        }
    }

    private func writeInput(_ writes: [BatchWrite]) -> [UInt8] {
        requestItems { json in
            json.array { json in
                for write in writes { write.write(to: &json) }
            }
        }
    }

    private func requestItems(_ write: (inout JSONWriter) -> Void) -> [UInt8] {
        var json = JSONWriter(capacity: 1_024)
        json.object { json in
            json.key("RequestItems")
            json.object { json in
                json.key(name)
                write(&json)
            }
        }
        return json.bytes
    }
}

extension BatchWrite {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            switch self {
            case .put(let item):
                json.key("PutRequest")
                json.object { json in
                    json.key("Item")
                    item.write(to: &json)
                }
            case .delete(let key):
                json.key("DeleteRequest")
                json.object { json in
                    json.key("Key")
                    key.write(to: &json)
                }
            }
        }
    }

    fileprivate init(_ node: JSONNode) throws(JSONError) {
        if let item = node["PutRequest"]?["Item"] {
            self = .put(try Item(item))
        } else {
            self = .delete(key: try Item(try node.required("DeleteRequest").required("Key")))
        }
    }
}

extension Array where Element: Hashable {
    /// The first occurrence of each element: the service refuses a batch that names an item twice.
    fileprivate var withoutRepeats: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}

extension Array {
    fileprivate func chunks(of size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
