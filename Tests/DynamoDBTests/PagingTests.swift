import DynamoDB
import JSON
import Testbed
import Testing

@Suite("Paging")
struct PagingTests {
    private static let query = Query(KeyCondition("PK", equals: "a"), pageSize: 2)

    /// Returns a page with these items, and the key after which the next one begins.
    private func page(_ numbers: [Int], next: Int? = nil) -> ReplayTransport.Answer {
        let items = numbers.map { #"{"n":{"N":"\#($0)"}}"# }.joined(separator: ",")
        let last = next.map { #","LastEvaluatedKey":{"SK":{"N":"\#($0)"}}"# } ?? ""
        return Rig.answer(status: 200, body: #"{"Items":[\#(items)]\#(last)}"#)
    }

    private func starts(_ rig: Rig) -> [String?] {
        rig.sent.map { sent in
            let parts = sent.split(separator: #""ExclusiveStartKey":{"SK":{"N":""#)
            return parts.count < 2 ? nil : String(parts[1].prefix { $0 != "\"" })
        }
    }

    @Test("everything is read, an empty page on the way or at the end included")
    func all() throws {
        let rig = try Rig(script: [page([1, 2], next: 2), page([], next: 3), page([4], next: 4), page([])])
        #expect(try rig.table.all(Self.query) == [["n": 1], ["n": 2], ["n": 4]])
        #expect(starts(rig) == [nil, "2", "3", "4"])
        #expect(rig.sent.allSatisfy { $0.contains(#""Limit":2"#) })
        #expect(rig.count("DynamoDBCalls") == 4)
    }

    @Test("a scan reads everything too")
    func scan() throws {
        let rig = try Rig(script: [page([1], next: 1), page([2])])
        #expect(try rig.table.all(Scan(segment: .init(0, of: 3))) == [["n": 1], ["n": 2]])
        #expect(starts(rig) == [nil, "1"])
    }

    @Test("what is counted is summed up over all pages, and no item is sent")
    func count() throws {
        func page(_ count: Int, next: String = "") -> ReplayTransport.Answer {
            Rig.answer(status: 200, body: #"{"Count":\#(count),"ScannedCount":9\#(next)}"#)
        }
        let rig = try Rig(script: [page(2, next: #","LastEvaluatedKey":{"SK":{"N":"5"}}"#), page(3)])
        #expect(try rig.table.count(Query(KeyCondition("PK", equals: "a"))) == 5)
        #expect(starts(rig) == [nil, "5"])
        #expect(rig.sent.allSatisfy { $0.contains(#""Select":"COUNT""#) && $0.contains(#""ConsistentRead":true"#) })
        let endless = try Rig(
            script: Array(repeating: page(1, next: #","LastEvaluatedKey":{"SK":{"N":"5"}}"#), count: 2))
        #expect(throws: DynamoDBError.self) { try endless.table.count(Query(KeyCondition("PK", equals: "a"))) }
    }

    @Test("a page is one request, and says where the next one begins")
    func onePage() throws {
        let rig = try Rig(script: [page([1], next: 9), page([2])])
        let first = try rig.table.page(Self.query)
        #expect(first.items == [["n": 1]])
        #expect(first.next == ["SK": 9])
        let second = try rig.table.page(Self.query, after: first.next)
        #expect(second.items == [["n": 2]])
        #expect(second.next == nil)
        #expect(starts(rig) == [nil, "9"])
    }

    @Test("a service that never gets further is not followed for ever")
    func circle() throws {
        let rig = try Rig(script: [page([1], next: 1), page([1], next: 1)])
        #expect(throws: DynamoDBError.unreadableAnswer(detail: "a page ends where it began")) {
            try rig.table.all(Self.query)
        }
    }

    @Test("an error on a later page is the error of the whole")
    func laterError() throws {
        let rig = try Rig(script: [page([1], next: 1), refusal("ResourceNotFoundException")])
        #expect(throws: DynamoDBError.notFound(message: "no")) { try rig.table.all(Self.query) }
    }

    @Test("no read of an index asks for consistency", arguments: [true, false])
    func index(isConsistent: Bool) throws {
        let rig = try Rig(script: [page([]), page([])])
        let query = Query(KeyCondition("GSI1PK", equals: "a"), index: "GSI1")
        _ = try rig.table.all(query, isConsistent: isConsistent)
        _ = try rig.table.all(Scan(index: "GSI1"))
        #expect(!rig.sent.contains { $0.contains("ConsistentRead") })
    }

    @Test("the log says of each read what it reads, since an index needs a permission of its own")
    func resources() throws {
        let rig = try Rig(
            script: [page([], next: 1), page([]), page([]), page([]), Rig.answer(status: 200, body: #"{"Count":0}"#)])
        let query = Query(KeyCondition("GSI1PK", equals: "a"), index: "GSI1")
        _ = try rig.table.all(query)
        _ = try rig.table.all(Self.query)
        _ = try rig.table.all(Scan(index: "GSI2"))
        _ = try rig.table.count(query)
        let noted = try rig.host.logged.map { line in
            let fields = try JSONValue(parsing: line.utf8)["fields"]
            return [fields?["permissions"]?.array?.first?.string, fields?["resource"]?.string]
        }
        #expect(
            noted == [
                ["Query", "index/GSI1"], ["Query", "index/GSI1"], ["Query", "table"], ["Scan", "index/GSI2"],
                ["Query", "index/GSI1"],
            ])
    }
}
