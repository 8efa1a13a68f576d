import DynamoDB
import Storage

/// An entry that no other process carries out until the lease is over.
struct ClaimedEntry: Equatable {
    /// The key of the entry in the table.
    let key: Item
    /// The end of the lease as the entry has it, which identifies the claim.
    ///
    /// No two leases of one entry end at the same time, since the next one begins only when this one is over.
    let lease: String
    /// The number of tries, including this one.
    var attempts: Int
    /// The effect to carry out; nil if the item can't be read as one.
    let entry: OutboxEntry?

    /// The condition under which the result may be written down.
    var isStillOurs: Condition {
        attribute("status") == "PENDING" && attribute("leaseUntil") == .string(lease)
    }
}
