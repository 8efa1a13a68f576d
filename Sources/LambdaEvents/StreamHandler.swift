import JSON
public import LambdaRuntime
public import Platform

/// What a function does with the changes of a table.
public protocol StreamHandler {
    /// Works the records off, and hands back those that are to come again.
    ///
    /// Lambda goes back to the first of them and hands over everything from there on, what was worked off too.
    func handle(_ records: [StreamRecord]) throws -> [StreamRecord]
}

extension Lambda {
    /// Runs a function that follows a table's stream: makes the handler once, then has it work off every batch.
    public static func serve(_ makeHandler: (Host) throws -> some StreamHandler) -> Never {
        run { host in StreamFunction(try makeHandler(host), on: host) }
    }
}

/// A handler behind a table's stream.
///
/// A record that cannot be read is left out, with a line in the log and one of `Errors`: it would not be any better the
/// next time, and hold up its shard until it is too old. Bytes that are no batch at all fail the invocation.
public struct StreamFunction<Handler: StreamHandler>: LambdaHandler {
    private let handler: Handler
    private let host: Host

    /// Puts the handler behind a stream.
    public init(_ handler: Handler, on host: Host) {
        self.handler = handler
        self.host = host
    }

    /// Answers which records have failed; throws `LambdaEventError` for what is no batch, and what the handler throws.
    public func handle(_ event: [UInt8], of invocation: Invocation) throws -> [UInt8] {
        let batch = try StreamBatch(event)
        for problem in batch.unreadable {
            host.counters.add(to: "Errors")
            host.log.error("A record of the stream cannot be read and is left out", ["problem": .string("\(problem)")])
        }
        return Self.answer(failed: try handler.handle(batch.records))
    }

    private static func answer(failed records: [StreamRecord]) -> [UInt8] {
        var json = JSONWriter(capacity: 64 + records.count * 64)
        json.object { json in
            json.array("batchItemFailures") { json in
                for record in records {
                    json.object { json in json.member("itemIdentifier", record.sequenceNumber) }
                }
            }
        }
        return json.bytes
    }
}
