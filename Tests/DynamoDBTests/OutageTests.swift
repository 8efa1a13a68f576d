import AWS
import DynamoDB
import Foundation
import HTTP
import LocalLambda
import Platform
import Testbed
import Testing
import Time

/// A service that misbehaves towards each table as it is told, and then works.
private final class FlakyServer: @unchecked Sendable {
    typealias Behaviour = @Sendable (LoopbackConnection) -> Void

    /// The one for all tests, which ends with the process.
    static let shared = Result { try FlakyServer() }

    private let lock = NSLock()
    private var scripts: [String: [Behaviour]] = [:]
    private var server: LoopbackServer?

    init() throws {
        server = try LoopbackServer { [weak self] connection in
            while let request = connection.nextRequest() {
                guard let behaviour = self?.next(for: request) else {
                    connection.send(Self.answer(#"{"Item":{"n":{"N":"1"}},"Attributes":{"n":{"N":"1"}}}"#))
                    continue
                }
                behaviour(connection)
                return
            }
        }
    }

    var port: Int { server?.port ?? 0 }

    /// Behaves like this towards a new table, whose name it hands back.
    func table(_ script: [Behaviour]) -> String {
        let name = UUID().uuidString
        lock.withLock { scripts[name] = script }
        return name
    }

    static func answer(_ body: String) -> [UInt8] {
        Array("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8)
    }

    private func next(for request: LoopbackRequest) -> Behaviour? {
        let body = String(decoding: request.body, as: UTF8.self)
        return lock.withLock {
            guard let name = scripts.keys.first(where: body.contains), let script = scripts[name],
                let first = script.first
            else { return nil }
            scripts[name] = Array(script.dropFirst())
            return first
        }
    }
}

@Suite("When the service is out")
struct OutageTests {
    /// What a service can do to a request that it has read, and what a try then ends with.
    struct Outage: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let behave: @Sendable (LoopbackConnection) -> Void
    }

    static let silence = Outage(testDescription: "never answers") { _ in Thread.sleep(forTimeInterval: 1.5) }
    static let outages = [
        silence,
        Outage(testDescription: "answers drop by drop") { connection in
            for byte in FlakyServer.answer("{}") {
                guard connection.send([byte]) else { return }
                Thread.sleep(forTimeInterval: 0.05)
            }
        },
        Outage(testDescription: "hangs up") { $0.close() },
        Outage(testDescription: "hangs up within the head") { $0.send(Array("HTTP/1.1 200 OK\r\nConte".utf8)) },
        Outage(testDescription: "hangs up within the body") {
            $0.send(Array("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"Item\"".utf8))
        },
    ]

    /// A table whose service behaves like this, and then works.
    private func table(
        _ script: [FlakyServer.Behaviour], tries: Int, totalMilliseconds: Int = 200,
        deadlineAfter milliseconds: Int? = nil
    ) throws -> Table {
        let server = try FlakyServer.shared.get()
        let host = TestHost().host
        host.deadline = milliseconds.map { Instant.now.adding(milliseconds: $0) }
        return Table(
            name: server.table(script),
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

    @Test("a read outlives an outage by its next try", arguments: outages)
    func readAgain(outage: Outage) throws {
        let table = try table([outage.behave], tries: 2)
        #expect(try table.get(ada) == ["n": 1])
    }

    @Test("a read that meets nothing else says that the service is away, and the next one works", arguments: outages)
    func readInVain(outage: Outage) throws {
        let table = try table([outage.behave, outage.behave], tries: 2)
        let error = #expect(throws: DynamoDBError.self) { try table.get(ada) }
        switch error {
        case .unavailable, .unreadableAnswer: break
        default: Issue.record("\(String(describing: error))")
        }
        #expect(try table.get(ada) == ["n": 1])
    }

    @Test("a write that meets one may have happened, and the next one works", arguments: outages)
    func write(outage: Outage) throws {
        let table = try table([outage.behave], tries: 8)
        let error = #expect(throws: DynamoDBError.self) { try table.update(ada, [.increment("n", by: 1)]) }
        #expect(error?.isOutcomeUnknown == true)
        #expect(try table.update(ada, [.increment("n", by: 1)]) == ["n": 1])
    }

    @Test("where nobody listens, writes are tried again too, and nothing was done")
    func refused() throws {
        // Port 1 is given to a service that nobody runs.
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
            Array(repeating: Self.silence.behave, count: 20), tries: 100, totalMilliseconds: 10_000, deadlineAfter: 900)
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

    @Test("answers that are no JSON are typed errors, and the next call works")
    func strangeAnswers() throws {
        let bodies = ["<html>busy</html>", "{\"Item\":{\"n\":{\"N\":\"1\"}", "\u{1F}\u{8B}\u{8}"]
        for body in bodies {
            let table = try table([{ $0.send(FlakyServer.answer(body)) }], tries: 1)
            let error = #expect(throws: DynamoDBError.self) { try table.get(ada) }
            guard case .unreadableAnswer = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
            #expect(try table.get(ada) == ["n": 1])
        }
    }
}
