/// How long a client waits for the service before it gives up.
public struct Patience: Sendable {
    /// How long making a connection may take.
    public let connectMilliseconds: Int
    /// How long one try may take, its connection included.
    public let tryMilliseconds: Int
    /// How often it tries.
    public let retries: RetryPolicy

    /// What suits a request that somebody wants carried out.
    public static let usual = Patience(connectMilliseconds: 1_000, tryMilliseconds: 3_000, retries: RetryPolicy())

    /// What suits somebody who wants to know soon whether the service is there: two tries, two seconds in all.
    public static let short = Patience(
        connectMilliseconds: 500, tryMilliseconds: 1_000, retries: RetryPolicy(tries: 2))
}
