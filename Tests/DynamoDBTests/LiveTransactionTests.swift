import DynamoDB
import HTTP
import Platform
import Testbed
import Testing
import Time

@Suite("A live table: transactions", .enabled(if: LiveTable.isAvailable))
struct LiveTransactionTests {
    private let seats = Item.key("EVENT#e", "SEATS")

    @Test("all of it happens")
    func success() throws {
        try LiveTable.with { table in
            try table.put(seats.merging(["registered": 0, "capacity": 1]) { $1 })
            try table.put(.key("OLD", "OLD"))
            try table.transact([
                .put(ada, if: attribute("PK").isMissing),
                .update(
                    key: seats, [.increment("registered", by: 1)],
                    if: attribute("registered") < attribute("capacity")),
                .delete(key: .key("OLD", "OLD"), if: attribute("PK").exists),
                .check(key: .key("NONE", "NONE"), attribute("PK").isMissing),
            ])
            #expect(
                try [ada, seats, .key("OLD", "OLD")].map { try table.get($0) }
                    == [ada, seats.merging(["registered": 1, "capacity": 1]) { $1 }, nil])
        }
    }

    @Test("nothing of it happens when a condition fails, and each reason comes with its item")
    func failure() throws {
        try LiveTable.with { table in
            let full = seats.merging(["registered": 1, "capacity": 1]) { $1 }
            try table.put(full)
            let error = #expect(throws: DynamoDBError.self) {
                try table.transact([
                    .put(ada, if: attribute("PK").isMissing),
                    .update(
                        key: seats, [.increment("registered", by: 1)],
                        if: attribute("registered") < attribute("capacity")),
                    .check(key: .key("NONE", "NONE"), attribute("PK").exists),
                    .put(.key("OTHER", "OTHER")),
                ])
            }
            guard case .transactionCancelled(let reasons) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(
                reasons.map(\.code) == ["None", "ConditionalCheckFailed", "ConditionalCheckFailed", "None"])
            #expect(reasons.map(\.item) == [nil, full, nil, nil])
            #expect(try [ada, seats, .key("OTHER", "OTHER")].map { try table.get($0) } == [nil, full, nil])
        }
    }

    @Test("the same token with the same actions does it once, with others it is refused")
    func tokens() throws {
        try LiveTable.with { table in
            let token = TransactionToken.random()
            let count = [TransactionAction.update(key: seats, [.increment("n", by: 1)])]
            try table.transact(count, token: token)
            try table.transact(count, token: token)
            #expect(try table.get(seats)?["n"] == 1)
            #expect(throws: DynamoDBError.tokenReused) { try table.transact([.put(ada)], token: token) }
        }
    }

    @Test("a transaction whose answer was lost is done once all the same")
    func lostAnswer() throws {
        try LiveTable.with { table in
            let transport = LosingTransport(losing: 2)
            let unlucky = Table(name: table.name, client: try LiveTable.client(over: transport))
            try unlucky.transact([
                .put(ada, if: attribute("PK").isMissing), .update(key: seats, [.increment("n", by: 1)]),
            ])
            #expect(transport.sent == 3)
            #expect(try table.get(seats)?["n"] == 1)
            let uncertain = LosingTransport(losing: 1)
            let single = Table(name: table.name, client: try LiveTable.client(over: uncertain))
            let error = #expect(throws: DynamoDBError.self) {
                try single.update(seats, [.increment("n", by: 1)])
            }
            #expect(error?.isOutcomeUnknown == true)
            #expect(uncertain.sent == 1)
            #expect(try table.get(seats)?["n"] == 2)
        }
    }
}

/// A transport that sends everything, but loses the first answers.
private final class LosingTransport: SerialTransport {
    private let real = CurlTransport()
    private var left: Int
    private(set) var sent = 0

    init(losing count: Int) {
        left = count
    }

    func send(_ request: HTTPRequest, by deadline: Instant?) throws(HTTPError) -> HTTPResponse {
        sent += 1
        let response = try real.send(request, by: deadline)
        guard left > 0 else { return response }
        left -= 1
        throw .interrupted(detail: "the answer was lost")
    }
}
