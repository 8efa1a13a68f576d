/// Which of the service's two layers words the errors of a value: they differ by operation.
///
/// The current layer serves PutItem, UpdateItem, DeleteItem, GetItem, BatchGetItem and Query; the older one serves
/// Scan, BatchWriteItem and the transactions.
public enum ValueWording: Sendable {
    case current
    case older
}
