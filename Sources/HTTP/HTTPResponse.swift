/// What came back: any status at all is a response, only a missing or broken answer is an error.
public struct HTTPResponse: Equatable, Sendable {
    /// The status of the final head.
    public var status: Int
    /// The final head's headers.
    public var headers: HTTPHeaders
    /// The whole body.
    public var body: [UInt8]

    /// An answer of these parts.
    public init(status: Int, headers: HTTPHeaders = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
