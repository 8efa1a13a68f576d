/// The layer of the service that words a value's errors, which depends on the operation.
///
/// The current layer serves PutItem, UpdateItem, DeleteItem, GetItem, BatchGetItem and Query; the older one serves
/// Scan, BatchWriteItem and the transactions.
public enum ValueWording: Sendable {
    case current
    case older
}
