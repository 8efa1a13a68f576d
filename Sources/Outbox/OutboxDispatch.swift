public import Delivery
import DynamoDB
import JSON
public import LambdaEvents
public import Platform

/// Carries out outbox entries as soon as the table's stream reports them.
public struct OutboxDispatch {
    private let courier: Courier
    private let host: Host

    /// Creates a dispatch that hands the stream's entries to the courier.
    public init(_ courier: Courier, on host: Host) {
        self.courier = courier
        self.host = host
    }

    /// Carries out the new entries, and returns the records of those whose result could not be written down.
    ///
    /// An entry that failed is in the outbox, and the sweep's to retry.
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
