/// How many requests an API takes.
public struct Throttling: Equatable, Sendable {
    /// Requests a second; nil for the account's limit.
    public let rate: Double?
    /// Requests at once beyond that rate; nil for the account's limit.
    public let burst: Int?

    init(_ node: Node) throws(TemplateError) {
        rate = try node.double("ThrottlingRateLimit")
        burst = try node.int("ThrottlingBurstLimit", in: 0...1_000_000)
    }
}
