/// An answer of any status; only a missing or broken answer is an error.
public struct HTTPResponse: Equatable, Sendable {
    /// The status in the final head.
    public var status: Int
    /// The headers in the final head.
    public var headers: HTTPHeaders
    /// The whole body.
    public var body: [UInt8]

    /// Creates an answer from its parts.
    public init(status: Int, headers: HTTPHeaders = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
