/// The time limits and retries of a client.
public struct Patience: Sendable {
    /// The time for making a connection.
    public let connectMilliseconds: Int
    /// The time for one attempt, including its connection.
    public let tryMilliseconds: Int
    /// The number of attempts and the pauses between them.
    public let retries: RetryPolicy

    /// The limits for a request that must be carried out.
    public static let usual = Patience(connectMilliseconds: 1_000, tryMilliseconds: 3_000, retries: RetryPolicy())

    /// The limits for finding out quickly whether the service is available: two attempts, two seconds in all.
    public static let short = Patience(
        connectMilliseconds: 500, tryMilliseconds: 1_000, retries: RetryPolicy(tries: 2))
}
