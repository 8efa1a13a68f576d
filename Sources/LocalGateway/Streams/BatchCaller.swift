import Template
import Time

/// Calls a function with the batches of a shard, including the mapping's retries.
final class BatchCaller {
    private let reader: StreamReader
    private let stream: String
    private let shard: String

    init(_ reader: StreamReader, stream: String, shard: String) {
        self.reader = reader
        self.stream = stream
        self.shard = shard
    }

    private var plan: MappingPlan { reader.plan }

    /// Calls the function until the batch is finished; returns false if it was stopped before.
    func deliver(_ batch: [StreamChange]) throws(GatewayError) -> Bool {
        var delivery = Delivery(of: batch.map(\.createdAt), plan.rules)
        var isFunctionError = false
        while true {
            switch delivery.next(at: .now) {
            case .done: return true
            case .giveUp(let range, let condition, let calls):
                giveUp(batch[range], condition, calls: calls, isFunctionError)
            case .call(let range):
                let answer = call(batch[range])
                // Functions are terminated during shutdown, which is no failure of theirs.
                if reader.changes.isClosed, answer != .done { return false }
                isFunctionError = answer == .error
                delivery.take(answer)
            }
            if delivery.finished > 0 { try reader.finish(shard, through: batch[delivery.finished - 1].sequence) }
            if delivery.pause > 0 { reader.changes.pause(delivery.pause) }
            if reader.changes.isClosed, delivery.finished < batch.count { return false }
        }
    }

    private func call(_ records: ArraySlice<StreamChange>) -> BatchAnswer {
        reader.progress.change { $0.lastCall = .now }
        let start = MonotonicTime.now
        let answer = BatchAnswer(
            reader.call(StreamChange.event(records)), reporting: plan.mapping.reportsFailures,
            sequences: records.map(\.sequence))
        let milliseconds = (start.milliseconds(until: .now) * 10).rounded() / 10
        reader.note("\(Self.words(records.count)), \(milliseconds) ms\(answer.note)")
        reader.progress.change { status in
            if answer == .done { status.batches += 1 } else { status.failures += 1 }
            status.records += answer.countDone(of: records.count)
        }
        return answer
    }

    private func giveUp(
        _ records: ArraySlice<StreamChange>, _ condition: Delivery.Condition, calls: Int, _ isFunctionError: Bool
    ) {
        guard let first = records.first, let last = records.last else { return }
        reader.progress.change { $0.givenUp += 1 }
        let record = FailureRecord(
            requestID: CallIdentity(at: .now).requestID, functionARN: LocalStack.arn(ofFunction: plan.function),
            condition: condition, calls: calls, isFunctionError: isFunctionError, moment: .now, stream: stream,
            shard: shard, first: first, last: last, count: records.count)
        var line = "\(Self.words(records.count)) given up: \(condition.rawValue)"
        if let destination = plan.destination {
            let isTold = destination.append(record.json)
            line += isTold ? ", see \(destination.path)" : ", and \(destination.path) can't be written"
        }
        reader.note(line)
    }

    private static func words(_ count: Int) -> String { count == 1 ? "1 record" : "\(count) records" }
}

extension BatchAnswer {
    /// Returns how many records are finished.
    fileprivate func countDone(of count: Int) -> Int {
        switch self {
        case .done: count
        case .failed(let place): place
        case .error, .throttled: 0
        }
    }

    /// The text for the journal.
    fileprivate var note: String {
        switch self {
        case .done: ""
        case .failed(let place): place == 0 ? ", all failed" : ", failed from record \(place + 1) on"
        case .error: ", failed"
        case .throttled: ", throttled"
        }
    }
}
