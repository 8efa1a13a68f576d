import AWS
import DynamoDB
import HTTP
import Platform
import Testbed
import Testing
import Time

@Suite("How long the client is patient")
struct PacingTests {
    private static let busy = refusal("ThrottlingException")

    @Test("eight tries, then the last error")
    func tries() throws {
        let rig = try Rig(script: Array(repeating: Self.busy, count: 8))
        #expect(throws: DynamoDBError.throttled(type: "ThrottlingException")) { try rig.table.get(ada) }
        #expect(rig.transport.isFinished)
        #expect(rig.count("DynamoDBCalls") == 1)
        #expect(rig.count("DynamoDBRetries") == 7)
        #expect(rig.pauses.count == 7)
    }

    @Test("a pause is anything from nothing to its limit, which doubles up to a second")
    func jitter() {
        let limits = [50, 100, 200, 400, 800, 1_000, 1_000]
        var generator = SeededGenerator(seed: 7)
        for (index, limit) in limits.enumerated() {
            let pauses = (0..<2_000).compactMap { _ in
                RetryPolicy().pause(afterTry: index + 1, random: &generator)
            }
            #expect(pauses.count == 2_000)
            #expect(pauses.allSatisfy { (0...limit).contains($0) })
            // Full jitter uses the whole range evenly.
            #expect((pauses.min() ?? .max) <= limit / 20)
            #expect((pauses.max() ?? .min) >= limit - limit / 20)
            let mean = Double(pauses.reduce(0, +)) / 2_000
            #expect(abs(mean - Double(limit) / 2) < Double(limit) * 0.03)
        }
        #expect(RetryPolicy().pause(afterTry: 8, random: &generator) == nil)
    }

    @Test("the client waits as long as its chances say, the same for the same seed")
    func seeded() throws {
        let rig = try Rig(ReplayTransport(Array(repeating: Self.busy, count: 8)), seed: 42)
        _ = try? rig.table.get(ada)
        var generator = SeededGenerator(seed: 42)
        #expect(rig.pauses == (1...7).compactMap { RetryPolicy().pause(afterTry: $0, random: &generator) })
    }

    @Test(
        "no policy is so odd that it traps",
        arguments: [
            RetryPolicy(tries: 0), RetryPolicy(tries: -1), RetryPolicy(tries: .max, baseMilliseconds: .max),
            RetryPolicy(tries: .max, baseMilliseconds: -1), RetryPolicy(tries: .max, longestMilliseconds: .min),
            RetryPolicy(tries: .max, baseMilliseconds: .max, longestMilliseconds: .max),
        ])
    func oddPolicies(policy: RetryPolicy) {
        var generator = SeededGenerator(seed: 1)
        for failed in [-1, 0, 1, 2, 30, 31, 64, 1_000] {
            let pause = policy.pause(afterTry: failed, random: &generator)
            #expect(pause.map { $0 >= 0 && $0 <= max(0, policy.longestMilliseconds) } ?? (failed >= policy.tries))
        }
    }

    @Test("with one try there is no pause")
    func oneTry() throws {
        let rig = try Rig(ReplayTransport([Self.busy]), retries: RetryPolicy(tries: 1))
        #expect(throws: DynamoDBError.throttled(type: "ThrottlingException")) { try rig.table.get(ada) }
        #expect(rig.pauses == [])
    }

    @Test("no try begins later than half a second before the deadline, which the transport is told too")
    func deadline() throws {
        let patient = RetryPolicy(tries: 1_000, baseMilliseconds: 400, longestMilliseconds: 400)
        let rig = try Rig(ReplayTransport(Array(repeating: Self.busy, count: 1_000)), retries: patient)
        rig.host.host.deadline = Rig.start.adding(seconds: 10)
        #expect(throws: DynamoDBError.throttled(type: "ThrottlingException")) { try rig.table.get(ada) }
        let waited = rig.pauses.reduce(0, +)
        #expect(waited < 9_500)
        #expect(waited > 9_000)
        #expect(rig.transport.requests.count == rig.pauses.count + 1)
        #expect(Set(rig.transport.deadlines) == [Rig.start.adding(milliseconds: 9_500)])
    }

    @Test("without a deadline the transport is told of none")
    func noDeadline() throws {
        let rig = try Rig((200, "{}"))
        _ = try rig.table.get(ada)
        #expect(rig.transport.deadlines == [nil])
    }

    @Test("behind the deadline nothing is waited for")
    func tooLate() throws {
        let rig = try Rig(script: [.failure(.notConnected(detail: "no time was left"))])
        rig.host.host.deadline = Rig.start
        let cause = HTTPError.notConnected(detail: "no time was left")
        #expect(throws: DynamoDBError.unavailable(detail: "\(cause)")) { try rig.table.get(ada) }
        #expect(rig.pauses == [])
    }

    @Test("the system's pacing waits as long as it is told, and not at all for nonsense")
    func realPacing() {
        let start = MonotonicTime.now
        Pacing.real.wait(-5)
        Pacing.real.wait(.min)
        Pacing.real.wait(20)
        let waited = start.milliseconds(until: .now)
        #expect(waited >= 20 && waited < 2_000)
    }

    @Test("credentials that cannot be had are told, and nothing is sent")
    func noCredentials() throws {
        struct NoCredentials: CredentialsProvider {
            func credentials(at moment: Instant) throws(CredentialsError) -> Credentials {
                throw .notConfigured(advice: "set them")
            }
        }
        let transport = ReplayTransport([])
        let client = DynamoDBClient(
            place: .init(endpoint: .init(scheme: .http, host: "x"), region: "r"), transport: transport,
            credentials: NoCredentials(), host: TestHost().host)
        #expect(throws: DynamoDBError.noCredentials(.notConfigured(advice: "set them"))) {
            try Table(name: "t", client: client).get(ada)
        }
        #expect(transport.requests == [])
    }
}
