import JSON
import Time

/// A stream's record in the form that functions receive.
struct StreamChange: Sendable {
    let sequence: String
    let createdAt: Instant
    /// The record as an element of an event.
    let json: [UInt8]

    /// Returns nil for an invalid record.
    init?(_ record: JSONNode, stream: String) {
        guard let change = record["dynamodb"], let sequence = change["SequenceNumber"]?.string,
            let created = change["ApproximateCreationDateTime"]?.number?.double,
            let milliseconds = Int64(exactly: (created * 1_000).rounded())
        else { return nil }
        self.sequence = sequence
        createdAt = Instant(milliseconds: milliseconds)
        json = Self.element(record, stream: stream)
    }

    init(sequence: String, createdAt: Instant, json: [UInt8] = []) {
        self.sequence = sequence
        self.createdAt = createdAt
        self.json = json
    }

    /// Returns the record as Lambda passes it on: with the stream's ARN, and an identity's members in lower case.
    private static func element(_ record: JSONNode, stream: String) -> [UInt8] {
        var json = JSONWriter(capacity: 1_024)
        json.object { json in
            for (key, value) in record.members where key != "userIdentity" && key != "eventSourceARN" {
                json.member(key, value.value)
            }
            if let identity = record["userIdentity"], !identity.isNull {
                json.object("userIdentity") { json in
                    for (key, value) in identity.members {
                        json.member(key.prefix(1).lowercased() + key.dropFirst(), value.value)
                    }
                }
            }
            json.member("eventSourceARN", stream)
        }
        return json.bytes
    }

    /// Returns the event with these records.
    static func event(_ records: some Sequence<StreamChange>) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.array("Records") { json in
                for record in records { json.json(record.json) }
            }
        }
        return json.bytes
    }

    /// Returns how many of the first records fit into one event; at least one always does.
    static func countOfEvent(_ records: [StreamChange], atMost count: Int, bytes limit: Int) -> Int {
        var size = #"{"Records":[]}"#.utf8.count
        var fitting = 0
        for record in records.prefix(count) {
            size += record.json.count + (fitting > 0 ? 1 : 0)
            guard size <= limit || fitting == 0 else { break }
            fitting += 1
        }
        return fitting
    }
}
