import DynamoDB
import Storage

/// An entry that nobody else carries out until the lease is over.
struct ClaimedEntry: Equatable {
    /// Where it is in the table.
    let key: Item
    /// When the lease ends, as the entry has it: no two leases of one entry end at the same time, since the next one
    /// begins when this is over, so that it tells whose claim it is.
    let lease: String
    /// How often it has been tried, this time included.
    var attempts: Int
    /// What is to be done; nil when the item cannot be read as that.
    let entry: OutboxEntry?

    /// What must hold for whoever writes down what became of it.
    var isStillOurs: Condition {
        attribute("status") == "PENDING" && attribute("leaseUntil") == .string(lease)
    }
}
