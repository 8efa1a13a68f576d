import Expressions
import JSON
import TableStore

extension Operations {
    private static let mostRecords = 1000

    func getRecords(_ input: JSONNode) throws -> [UInt8] {
        try ShapeReader.check(input, against: TableShapes.getRecords)
        let now = clock()
        let iterator = try ShardIterator(input.required(text: "ShardIterator"), at: now)
        let limit = input.integer("Limit") ?? Self.mostRecords
        let (stream, records) = try store.read { reader in
            let stream = try openStream(iterator.streamARN, in: reader)
            return (stream, try reader.records(of: stream, from: iterator.next, limit: limit, at: now))
        }
        let next = records.last.map { $0.sequence + 1 } ?? iterator.next
        return Self.object(capacity: 1024) { json in
            json.array("Records") { json in
                for record in records { write(record, of: stream, to: &json) }
            }
            // A closed shard ends: there is no next iterator after its last record.
            guard stream.closedAt == nil || next <= stream.lastSequence ?? 0 else { return }
            let following = ShardIterator(streamARN: iterator.streamARN, next: next, createdAt: now)
            json.member("NextShardIterator", following.text)
        }
    }

    private func write(_ record: StoredChange, of stream: StreamInfo, to json: inout JSONWriter) {
        json.object { json in
            json.member("eventID", Self.eventID(of: record, stream))
            json.member("eventName", record.event.name)
            json.member("eventVersion", "1.1")
            json.member("eventSource", "aws:dynamodb")
            json.member("awsRegion", arns.region)
            json.object("dynamodb") { Self.writeChange(record, stream.settings.view, to: &$0) }
            guard record.author == .timeToLive else { return }
            json.object("userIdentity") { json in
                json.member("PrincipalId", "dynamodb.amazonaws.com")
                json.member("Type", "Service")
            }
        }
    }

    private static func writeChange(_ record: StoredChange, _ view: StreamSettings.View, to json: inout JSONWriter) {
        let new = view == .newImage || view == .newAndOldImages ? record.new : nil
        let old = view == .oldImage || view == .newAndOldImages ? record.old : nil
        json.member("ApproximateCreationDateTime", record.createdAt / 1000)
        json.key("Keys")
        json.json(record.keys)
        if let new {
            json.key("NewImage")
            json.json(new.json)
        }
        if let old {
            json.key("OldImage")
            json.json(old.json)
        }
        json.member("SequenceNumber", StreamShard.text(record.sequence))
        json.member("SizeBytes", (new?.size ?? 0) + (old?.size ?? 0) + keysSize(record.keys))
        json.member("StreamViewType", view.rawValue)
    }

    private static func keysSize(_ json: [UInt8]) -> Int {
        (try? StoredItem(json: json, size: 0).parsed().size) ?? 0
    }

    /// Returns 32 hexadecimal digits that are unique to the record.
    private static func eventID(of record: StoredChange, _ stream: StreamInfo) -> String {
        func hex(_ number: Int64) -> String {
            let text = String(UInt64(bitPattern: number), radix: 16)
            return String(repeating: "0", count: 16 - text.utf8.count) + text
        }
        return hex(stream.openedAt &* 31 &+ stream.number) + hex(record.sequence)
    }
}
