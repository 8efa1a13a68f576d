import JSON
import TableStore

extension Operations {
    func listStreams(_ input: JSONNode) throws -> [UInt8] {
        try ShapeReader.check(input, against: TableShapes.listStreams)
        let limit = input.integer("Limit") ?? 100
        let table = try input.text("TableName").map { try arns.tableName(in: $0) }
        let streams = try store.read { try $0.streams(of: table, at: clock()) }
        let start = try input.text("ExclusiveStartStreamArn").map { arn in
            guard let place = streams.firstIndex(where: { self.arn(of: $0) == arn }) else {
                throw ServiceFailure.validation("Invalid ExclusiveStartStreamArn")
            }
            return place + 1
        }
        let rest = streams.dropFirst(start ?? 0)
        let page = rest.prefix(limit)
        return Self.object { json in
            json.array("Streams") { json in
                for stream in page {
                    json.object { json in
                        json.member("StreamArn", arn(of: stream))
                        json.member("StreamLabel", stream.settings.label)
                        json.member("TableName", stream.table.name)
                    }
                }
            }
            guard rest.count > limit, let last = page.last else { return }
            json.member("LastEvaluatedStreamArn", arn(of: last))
        }
    }

    func arn(of stream: StreamInfo) -> String {
        arns.stream(stream.settings.label, of: stream.table.name)
    }

    func openStream(_ arn: String, in reader: Reader) throws -> StreamInfo {
        let name = try TableARN.isARN(arn) ? arns.tableName(in: arn) : ""
        guard !name.isEmpty else { throw ServiceFailure.validation("Invalid StreamArn") }
        let stream = try reader.streams(of: name, at: clock()).first { self.arn(of: $0) == arn }
        guard let stream else {
            throw ServiceFailure(
                "ResourceNotFoundException", "Requested resource not found: Stream: \(arn) not found")
        }
        return stream
    }

    func describeStream(_ input: JSONNode) throws -> [UInt8] {
        try ShapeReader.check(input, against: TableShapes.describeStream)
        let arn = try input.required(text: "StreamArn")
        let stream = try store.read { try openStream(arn, in: $0) }
        let shard = StreamShard(stream: stream)
        let isAfter = input.text("ExclusiveStartShardId").map { $0 >= shard.id } ?? false
        return Self.object(capacity: 512) { json in
            json.object("StreamDescription") { json in
                json.member("StreamArn", arn)
                json.member("StreamLabel", stream.settings.label)
                json.member("StreamStatus", stream.closedAt == nil ? "ENABLED" : "DISABLED")
                json.member("StreamViewType", stream.settings.view.rawValue)
                json.key("CreationRequestDateTime")
                json.seconds(stream.openedAt)
                json.member("TableName", stream.table.name)
                json.keySchema(stream.table.key)
                json.array("Shards") { json in
                    if !isAfter { Self.write(shard, to: &json) }
                }
            }
        }
    }

    private static func write(_ shard: StreamShard, to json: inout JSONWriter) {
        json.object { json in
            json.member("ShardId", shard.id)
            json.object("SequenceNumberRange") { json in
                json.member("StartingSequenceNumber", StreamShard.text(shard.horizon))
                guard shard.stream.closedAt != nil else { return }
                let last = shard.stream.lastSequence ?? shard.horizon
                json.member("EndingSequenceNumber", StreamShard.text(last))
            }
        }
    }

    func getShardIterator(_ input: JSONNode) throws -> [UInt8] {
        try ShapeReader.check(input, against: TableShapes.getShardIterator)
        let arn = try input.required(text: "StreamArn")
        let shardID = try input.required(text: "ShardId")
        let stream = try store.read { try openStream(arn, in: $0) }
        let shard = StreamShard(stream: stream)
        guard shard.id == shardID else {
            throw ServiceFailure(
                "ResourceNotFoundException",
                "Requested resource not found: Shard: \(shardID) in Stream: \(arn) not found")
        }
        let now = clock()
        let next = try Self.firstSequence(of: shard, input, at: now)
        let iterator = ShardIterator(streamARN: arn, next: next, createdAt: now)
        return Self.object { $0.member("ShardIterator", iterator.text) }
    }

    private static func firstSequence(of shard: StreamShard, _ input: JSONNode, at now: Int64) throws -> Int64 {
        let type = input.text("ShardIteratorType")
        switch (type, input.text("SequenceNumber")) {
        case ("TRIM_HORIZON", nil): return shard.horizon
        case ("LATEST", nil): return shard.stream.lastSequence.map { $0 + 1 } ?? shard.horizon
        case ("TRIM_HORIZON", _?), ("LATEST", _?):
            throw ServiceFailure.validation(
                "ShardIteratorType \(type ?? "") does not go with a SequenceNumber")
        case (_, nil):
            throw ServiceFailure.validation("SequenceNumber must be specified for ShardIteratorType \(type ?? "")")
        case (_, let text?):
            let sequence = try sequence(text, in: shard, at: now)
            return max(type == "AT_SEQUENCE_NUMBER" ? sequence : sequence + 1, shard.horizon)
        }
    }

    /// Returns the sequence number in a text, if the shard could have an unexpired record with it.
    private static func sequence(_ text: String, in shard: StreamShard, at now: Int64) throws -> Int64 {
        let stream = shard.stream
        guard let sequence = StreamShard.sequence(text), sequence >= stream.openingSequence,
            sequence <= (stream.lastSequence ?? sequence)
        else { throw ServiceFailure.validation("Invalid SequenceNumber: \(text)") }
        guard sequence >= shard.horizon || !shard.mayBeTrimmed(at: now) else {
            throw ServiceFailure(
                "TrimmedDataAccessException",
                "The operation attempted to read past the oldest stream record in a shard")
        }
        return sequence
    }
}
