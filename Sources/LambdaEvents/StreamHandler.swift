import JSON
public import LambdaRuntime
public import Platform

/// A function's reaction to the changes of a table.
public protocol StreamHandler {
    /// Processes the records, and returns those that are to be delivered again.
    ///
    /// Lambda goes back to the first of them and delivers everything from there on, including processed records.
    func handle(_ records: [StreamRecord]) throws -> [StreamRecord]
}

extension Lambda {
    /// Runs a function that follows a table's stream: makes the handler once, then has it process every batch.
    public static func serve(_ makeHandler: (Host) throws -> some StreamHandler) -> Never {
        run { host in StreamFunction(try makeHandler(host), on: host) }
    }
}

/// A handler that is called with the records of a table's stream.
///
/// An unreadable record is left out, logged and counted in `Errors`: it would be no better the next time, and would
/// hold up its shard until it is too old. Bytes that are not a batch at all fail the invocation.
public struct StreamFunction<Handler: StreamHandler>: LambdaHandler {
    private let handler: Handler
    private let host: Host

    /// Wraps the handler.
    public init(_ handler: Handler, on host: Host) {
        self.handler = handler
        self.host = host
    }

    /// Answers with the failed records.
    ///
    /// - Throws: `LambdaEventError` for anything but a batch, and the handler's errors.
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
