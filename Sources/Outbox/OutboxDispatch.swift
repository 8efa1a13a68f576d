public import Delivery
import DynamoDB
import JSON
public import LambdaEvents
public import Platform

/// Carries out what the table's stream tells of right after it was written.
public struct OutboxDispatch {
    private let courier: Courier
    private let host: Host

    /// Has the courier carry out what the stream brings.
    public init(_ courier: Courier, on host: Host) {
        self.courier = courier
        self.host = host
    }

    /// Carries out the entries that were written, and hands back the records of those of which nothing could be written
    /// down: what merely failed is in the outbox, and the sweep's.
    public func run(_ records: [StreamRecord]) -> [StreamRecord] {
        records.filter { record in
            guard let entry = record.newEntry else { return false }
            guard courier.hasTime else { return true }
            do throws(DynamoDBError) {
                try courier.deliver(entry)
                return false
            } catch {
                host.counters.add(to: "Errors")
                host.log.error("Effect's outcome could not be recorded", ["cause": .string("\(error)")])
                return true
            }
        }
    }
}

extension StreamRecord {
    /// The entry that was added to the outbox; nil for any other change, which the mapping's filter keeps away already.
    fileprivate var newEntry: Item? {
        guard change == .insert, key["PK"]?.string?.hasPrefix("OUTBOX#") == true else { return nil }
        return (newImage ?? [:]).merging(key) { _, key in key }
    }
}
