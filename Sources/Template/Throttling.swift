/// The request limits of an API.
public struct Throttling: Equatable, Sendable {
    /// Requests per second; nil for the account's limit.
    public let rate: Double?
    /// Requests in a burst beyond that rate; nil for the account's limit.
    public let burst: Int?

    init(_ node: Node) throws(TemplateError) {
        rate = try node.double("ThrottlingRateLimit")
        burst = try node.int("ThrottlingBurstLimit", in: 0...1_000_000)
    }
}
