import DynamoDB
import Platform
import Storage

/// All that the table keeps in one person's partition.
struct PersonalRecords {
    private let table: Table

    /// Reads and erases there.
    init(table: Table) {
        self.table = table
    }

    /// Every item, in the order of their keys.
    func items(of user: UserID) throws -> [Item] {
        try table.all(Query(KeyCondition("PK", equals: .string(partition(of: user)))))
    }

    /// What there is to erase.
    func held(by user: UserID) throws -> HeldRecords {
        try HeldRecords(
            table.all(
                Query(
                    KeyCondition("PK", equals: .string(partition(of: user))),
                    attributes: ["SK", "requestedAt", "requestedBy", "finishedAt"])))
    }

    /// Removes the items under these sort keys, which nothing outside the partition counts.
    func remove(_ sorts: [String], of user: UserID) throws {
        try table.batchWrite(sorts.map { .delete(key: PeopleKeys.key($0, of: user)) })
    }

    /// Keeps the word of the erasure in the place of an earlier one.
    func note(_ erasure: Erasure, of user: UserID) throws {
        var item = PeopleKeys.key(PeopleKeys.erasure, of: user)
        item.merge(try Item(encoding: erasure)) { key, _ in key }
        item["entityType"] = "ERASURE"
        item["userId"] = .string(user.text)
        try table.put(item)
    }
}
