public import AWS
public import HTTP
import JSON
public import Platform
import Time

/// A client of DynamoDB's protocol: JSON over HTTP, signed, retried where that can help and does no harm.
public final class DynamoDBClient {
    /// The time kept back from the invocation's deadline, to answer the caller.
    private static let reserveMilliseconds = 500

    private let place: ServicePlace
    private let transport: any HTTPTransport
    private let credentials: any CredentialsProvider
    private let signer: RequestSigner
    let host: Host
    private let retries: RetryPolicy
    private var pacing: Pacing

    /// Creates a client that signs with these credentials, and uses the host's counters, log and deadline.
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

    /// Sends one operation, with its input already written, and returns the answer, an object.
    ///
    /// DynamoDBCalls counts the operations, DynamoDBRetries all requests but the first of each.
    ///
    /// `permissions` are those that the caller needs, if not just the one named after the operation; `index` is the
    /// index being read, which needs a permission of its own.
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

    /// Sends the elements that the service leaves unprocessed again, until none are left or the retries are used up.
    ///
    /// Progress resets the count of retries, so that even a large batch succeeds under a low limit.
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

    /// Makes one attempt, signed anew, since a signature contains its time.
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

    /// Waits and returns true, unless the retries or the time are used up.
    private func pauseBeforeNextTry(after failedTries: Int, by deadline: Instant?) -> Bool {
        guard let pause = retries.pause(afterTry: failedTries, random: &pacing.random) else { return false }
        if let deadline, pacing.now().adding(milliseconds: pause) >= deadline { return false }
        pacing.wait(pause)
        return true
    }

    /// The moment by which the last answer must have arrived.
    private var deadline: Instant? {
        host.deadline?.adding(milliseconds: -Self.reserveMilliseconds)
    }
}
