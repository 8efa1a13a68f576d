import Storage

/// A sample of the records in the table's stream for new entries of the outbox.
enum StreamSample {
    static func batch(_ entries: [OutboxEntry]) -> [UInt8] {
        let records = entries.enumerated().map { number, entry in
            #"{"eventName":"INSERT","eventSource":"aws:dynamodb","dynamodb":{"SequenceNumber":"\#(number)","#
                + #""Keys":{"PK":{"S":"OUTBOX#\#(entry.id)"},"SK":{"S":"OUTBOX"}}}}"#
        }
        return Array(#"{"Records":[\#(records.joined(separator: ","))]}"#.utf8)
    }
}
