import DynamoDB
import Platform
import Profiles
import Storage

/// All that the table keeps in users' partitions.
struct PersonalRecords {
    private static let pageSize = 100

    let data: PersonalData
    private let table: Table

    /// Reads and erases there.
    init(table: Table, on host: Host) {
        self.table = table
        data = PersonalData(table: table, on: host)
    }

    /// Some of the user's items, in the order of their sort keys, from the beginning or after that key.
    func page(of user: UserID, after sort: String?) throws -> Page {
        let query = Query(KeyCondition("PK", equals: .string(partition(of: user))), pageSize: Self.pageSize)
        return try table.page(query, after: sort.map { .key(partition(of: user), $0) })
    }

    /// What there is to erase.
    func held(by user: UserID) throws -> HeldRecords {
        try HeldRecords(
            table.all(
                Query(
                    KeyCondition("PK", equals: .string(partition(of: user))),
                    attributes: ["SK", "requestedAt", "requestedBy", "finishedAt"])), of: data)
    }

    /// Deletes the items under these sort keys.
    func remove(_ sorts: [String], of user: UserID) throws {
        try table.batchWrite(sorts.map { .delete(key: .key(partition(of: user), $0)) })
    }

    /// Keeps the record of the erasure in the place of an earlier one.
    func note(_ erasure: Erasure, of user: UserID) throws {
        var item = ProfileKeys.erasure(of: user)
        item.merge(try Item(encoding: erasure)) { key, _ in key }
        item["entityType"] = "ERASURE"
        item["userId"] = .string(user.text)
        try table.put(item)
    }
}
