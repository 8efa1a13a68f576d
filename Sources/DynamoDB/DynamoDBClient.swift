public import AWS
public import HTTP
import JSON
public import Platform
import Time

/// Speaks DynamoDB's protocol: JSON over HTTP, signed, tried again where that can help and do no harm.
public final class DynamoDBClient {
    /// Time kept back from the invocation's deadline, to answer in.
    private static let reserveMilliseconds = 500

    private let place: ServicePlace
    private let transport: any HTTPTransport
    private let credentials: any CredentialsProvider
    private let signer: RequestSigner
    private let host: Host
    private let retries: RetryPolicy
    private var pacing: Pacing

    /// A client that signs with these credentials, and counts, logs and keeps to the deadline of the host.
    public init(
        place: ServicePlace, transport: any HTTPTransport, credentials: any CredentialsProvider, host: Host,
        retries: RetryPolicy = RetryPolicy(), pacing: Pacing = .real
    ) {
        self.place = place
        self.transport = transport
        self.credentials = credentials
        self.host = host
        self.retries = retries
        self.pacing = pacing
        signer = RequestSigner(service: "dynamodb", region: place.region)
    }

    /// Sends one operation, its input already written, and hands back the answer, which is an object.
    ///
    /// DynamoDBCalls counts the operations, DynamoDBRetries the requests that were sent beyond the first of each.
    ///
    /// `permissions` are what the caller needs to be allowed, where that is not the operation of the same name; `index`
    /// is the one that is read, which needs a permission of its own.
    func call(
        _ operation: String, _ input: [UInt8], _ effect: Effect, permissions: [String]? = nil, index: String? = nil
    ) throws(DynamoDBError) -> JSONNode {
        host.log.debug(
            "DynamoDB is asked",
            [
                "permissions": .array((permissions ?? [operation]).map(JSONValue.string)),
                "resource": .string(index.map { "index/\($0)" } ?? "table"),
            ])
        let deadline = self.deadline
        var tries = Tries(of: effect)
        host.counters.add(to: "DynamoDBCalls")
        while true {
            switch attempt(operation, input, by: deadline) {
            case .success(let answer):
                return answer
            case .failure(let error, let recovery):
                guard tries.allowAnother(after: recovery), pauseBeforeNextTry(after: tries.failed, by: deadline) else {
                    throw tries.outcome(error)
                }
                host.counters.add(to: "DynamoDBRetries")
                host.log.debug(
                    "DynamoDB is tried again", ["operation": .string(operation), "cause": .string("\(error)")])
            }
        }
    }

    /// Sends what the service leaves unprocessed again, until nothing is left or patience ends.
    ///
    /// A batch that comes further than ever begins its patience anew, so that a large one under a low limit comes
    /// through.
    func untilProcessed<Element>(
        _ elements: [Element], _ send: ([Element]) throws(DynamoDBError) -> [Element]
    ) throws(DynamoDBError) {
        let deadline = self.deadline
        var rest = try send(elements)
        var (fewest, triesInVain) = (elements.count, 0)
        while !rest.isEmpty {
            triesInVain = rest.count < fewest ? 1 : triesInVain + 1
            fewest = min(fewest, rest.count)
            guard pauseBeforeNextTry(after: triesInVain, by: deadline) else {
                throw .throttled(type: "UnprocessedItems")
            }
            rest = try send(rest)
        }
    }

    /// One try: signed afresh, since a signature bears its time.
    private func attempt(_ operation: String, _ input: [UInt8], by deadline: Instant?) -> Verdict {
        let now = pacing.now()
        let signed: HTTPRequest
        do throws(CredentialsError) {
            signed = signer.sign(request(operation, input), with: try credentials.credentials(at: now), at: now)
        } catch {
            return .failure(.noCredentials(error), .none)
        }
        do throws(HTTPError) {
            return Verdict(.success(try transport.send(signed, by: deadline)))
        } catch {
            return Verdict(.failure(error))
        }
    }

    private func request(_ operation: String, _ input: [UInt8]) -> HTTPRequest {
        HTTPRequest(
            "POST", place.endpoint,
            headers: [
                "Content-Type": "application/x-amz-json-1.0",
                "X-Amz-Target": "DynamoDB_20120810.\(operation)",
            ],
            body: input)
    }

    /// Waits, unless there is to be no further try or the time does not allow one.
    private func pauseBeforeNextTry(after failedTries: Int, by deadline: Instant?) -> Bool {
        guard let pause = retries.pause(afterTry: failedTries, random: &pacing.random) else { return false }
        if let deadline, pacing.now().adding(milliseconds: pause) >= deadline { return false }
        pacing.wait(pause)
        return true
    }

    /// When the last answer must be there.
    private var deadline: Instant? {
        host.deadline?.adding(milliseconds: -Self.reserveMilliseconds)
    }
}
