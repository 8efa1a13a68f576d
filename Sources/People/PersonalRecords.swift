import DynamoDB
import Platform
import Profiles
import Storage

/// The items that the table keeps in users' partitions.
struct PersonalRecords {
    private static let pageSize = 100

    let data: PersonalData
    private let table: Table

    /// Creates the records of the given table.
    init(table: Table, on host: Host) {
        self.table = table
        data = PersonalData(table: table, on: host)
    }

    /// Returns some of the user's items by their sort keys, from the beginning or after the given key.
    func page(of user: UserID, after sort: String?) throws -> Page {
        let query = Query(KeyCondition("PK", equals: .string(partition(of: user))), pageSize: Self.pageSize)
        return try table.page(query, after: sort.map { .key(partition(of: user), $0) })
    }

    /// Returns the items that an erasure has to deal with.
    func held(by user: UserID) throws -> HeldRecords {
        try HeldRecords(
            table.all(
                Query(
                    KeyCondition("PK", equals: .string(partition(of: user))),
                    attributes: ["SK", "requestedAt", "requestedBy", "finishedAt"])), of: data)
    }

    /// Deletes the items with the given sort keys.
    func remove(_ sorts: [String], of user: UserID) throws {
        try table.batchWrite(sorts.map { .delete(key: .key(partition(of: user), $0)) })
    }

    /// Stores the record of an erasure in place of an earlier one.
    func note(_ erasure: Erasure, of user: UserID) throws {
        var item = ProfileKeys.erasure(of: user)
        item.merge(try Item(encoding: erasure)) { key, _ in key }
        item["entityType"] = "ERASURE"
        item["userId"] = .string(user.text)
        try table.put(item)
    }
}
