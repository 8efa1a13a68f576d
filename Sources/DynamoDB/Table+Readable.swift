import JSON
import Platform

extension Table {
    /// Returns the results of `read`, without the items that it can't read, so that one damaged item affects no other.
    ///
    /// Each item that is left out counts as `UnreadableItems` and as one of the `Errors`, which raise an alarm; the log
    /// names its key.
    public func readable<Value>(_ items: [Item], _ read: (Item) throws -> Value?) -> [Value] {
        items.compactMap { readable($0, read) }
    }

    /// Returns the result of `read`; nil if it can't read the item, which counts as in a list.
    public func readable<Value>(_ item: Item, _ read: (Item) throws -> Value?) -> Value? {
        do {
            return try read(item)
        } catch {
            client.host.counters.add(to: "UnreadableItems")
            client.host.counters.add(to: "Errors")
            let key = ["PK", "SK"].compactMap { item[$0]?.string }.joined(separator: " ")
            client.host.log.error(
                "An item can't be read, and is left out", ["item": .string(key), "cause": .string("\(error)")])
            return nil
        }
    }
}
