import AWS
import DynamoDB
import HTTP
import Platform
import Testbed
import Testing
import Time

@Suite("When the service is out")
struct OutageTests {
    /// Returns a table whose service has these outages before it works.
    private func table(
        _ outages: [Outage], tries: Int, totalMilliseconds: Int = 200,
        deadlineAfter milliseconds: Int? = nil
    ) throws -> Table {
        let server = try FlakyServer.shared.get()
        let host = TestHost().host
        host.deadline = milliseconds.map { Instant.now.adding(milliseconds: $0) }
        return Table(
            name: server.expect(outages),
            client: client(on: server.port, tries: tries, totalMilliseconds: totalMilliseconds, host))
    }

    private func client(on port: Int, tries: Int, totalMilliseconds: Int = 200, _ host: Platform.Host) -> DynamoDBClient
    {
        let limits = CurlTransport.Limits(connectMilliseconds: 200, totalMilliseconds: totalMilliseconds)
        return DynamoDBClient(
            place: .init(endpoint: .init(scheme: .http, host: "127.0.0.1", port: port), region: "local"),
            transport: CurlTransport(limits: limits), credentials: FixedCredentials(fixed: .lasting), host: host,
            retries: RetryPolicy(tries: tries, baseMilliseconds: 5))
    }

    @Test("a read outlives an outage by its next try", arguments: Outage.allCases)
    func readAgain(outage: Outage) throws {
        let table = try table([outage], tries: 2)
        #expect(try table.get(ada) == ["n": 1])
    }

    @Test(
        "a read that meets nothing else says that the service is away, and the next one works",
        arguments: Outage.allCases)
    func readInVain(outage: Outage) throws {
        let table = try table([outage, outage], tries: 2)
        let error = #expect(throws: DynamoDBError.self) { try table.get(ada) }
        switch error {
        case .unavailable, .unreadableAnswer: break
        default: Issue.record("\(String(describing: error))")
        }
        #expect(try table.get(ada) == ["n": 1])
    }

    @Test("a write that meets one may have happened, and the next one works", arguments: Outage.allCases)
    func write(outage: Outage) throws {
        let table = try table([outage], tries: 8)
        let error = #expect(throws: DynamoDBError.self) { try table.update(ada, [.increment("n", by: 1)]) }
        #expect(error?.isOutcomeUnknown == true)
        #expect(try table.update(ada, [.increment("n", by: 1)]) == ["n": 1])
    }

    @Test("where nobody listens, writes are tried again too, and nothing was done")
    func refused() throws {
        // Port 1 belongs to a service that is practically never running.
        let table = Table(name: "t", client: client(on: 1, tries: 3, TestHost().host))
        for call in [{ _ = try table.get(ada) }, { try table.update(ada, [.remove("a")]) }] as [() throws -> Void] {
            let error = #expect(throws: DynamoDBError.self) { try call() }
            guard case .unavailable = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
        }
    }

    @Test("a service that never answers is given up half a second before the deadline")
    func deadline() throws {
        let table = try table(
            Array(repeating: Outage.neverAnswers, count: 20), tries: 100, totalMilliseconds: 10_000, deadlineAfter: 900)
        let start = MonotonicTime.now
        let error = #expect(throws: DynamoDBError.self) { try table.get(ada) }
        let waited = start.milliseconds(until: .now)
        guard case .unavailable = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(waited > 300 && waited < 900)
    }

    @Test("behind the deadline nothing is sent at all")
    func tooLate() throws {
        let table = try table([], tries: 8, deadlineAfter: 400)
        let error = #expect(throws: DynamoDBError.self) { try table.update(ada, [.remove("a")]) }
        guard case .unavailable = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
