import JSON
import Platform
import Testbed
import Testing

@testable import DynamoDB

@Suite("Items that can't be read")
struct ReadableTests {
    @Test("they are left out, counted for the alarm, and named in the log by their keys alone")
    func leftOut() throws {
        let test = TestHost()
        let table = try Table.scripted(ReplayTransport(), on: test.host)
        let items: [Item] = [
            ["PK": "A", "SK": "1", "n": 1], ["PK": "A", "SK": "2", "n": "x", "email": "ada@example.org"],
            ["PK": "A", "SK": "3", "n": 3],
        ]
        let read = table.readable(items) { item throws(DynamoDBError) -> Int? in
            guard let number = item["n"]?.int else { throw .unexpectedItem(JSONError(problem: "is no number")) }
            return number
        }
        #expect(read == [1, 3])
        let counts = Dictionary(test.host.counters.values.map { ($0.name, $0.value) }) { $1 }
        #expect(counts == ["UnreadableItems": 1, "Errors": 1])
        let line = try #require(test.logged.first)
        #expect(line.contains(#""item":"A 2""#) && line.contains("is no number"))
        #expect(!test.logged.joined().contains("ada@"))
    }
}
