import JSON
import Time

/// The message to a failure destination about records that were given up.
struct FailureRecord {
    let requestID: String
    let functionARN: String
    let condition: Delivery.Condition
    let calls: Int
    /// Whether the last call failed as a whole; false if the function named the records that failed.
    let isFunctionError: Bool
    let moment: Instant
    let stream: String
    let shard: String
    let first: StreamChange
    let last: StreamChange
    let count: Int

    /// One line of JSON with the service's members.
    var json: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.object("requestContext") { json in
                json.member("requestId", requestID)
                json.member("functionArn", functionARN)
                json.member("condition", condition.rawValue)
                json.member("approximateInvokeCount", calls)
            }
            if calls > 0 { writeResponse(to: &json) }
            json.member("version", "1.0")
            json.member("timestamp", moment.iso8601)
            json.object("DDBStreamBatchInfo") { writeBatch(to: &$0) }
        }
        return json.bytes
    }

    private func writeResponse(to json: inout JSONWriter) {
        json.object("responseContext") { json in
            json.member("statusCode", 200)
            json.member("executedVersion", "$LATEST")
            json.member("functionError", isFunctionError ? .string("Unhandled") : .null)
        }
    }

    private func writeBatch(to json: inout JSONWriter) {
        json.member("shardId", shard)
        json.member("startSequenceNumber", first.sequence)
        json.member("endSequenceNumber", last.sequence)
        json.member("approximateArrivalOfFirstRecord", first.createdAt.iso8601)
        json.member("approximateArrivalOfLastRecord", last.createdAt.iso8601)
        json.member("batchSize", count)
        json.member("streamArn", stream)
    }
}
