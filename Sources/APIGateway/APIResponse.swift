public import JSON

/// The answer to a request.
public struct APIResponse: Equatable, Sendable {
    /// The HTTP status.
    public var status: Int
    /// The headers, with lower-case names.
    public var headers: [String: String]
    /// The cookies, each sent as a Set-Cookie header.
    public var cookies: [String]
    /// The bytes of the body, text or not.
    public var body: [UInt8]

    /// Creates an answer from its parts.
    public init(status: Int, headers: [String: String] = [:], cookies: [String] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.cookies = cookies
        self.body = body
    }

    /// The answer for success without content.
    public static var nothing: APIResponse { APIResponse(status: 204, headers: ["cache-control": "no-store"]) }

    /// Returns an answer in JSON that caches must not store.
    public static func json(_ value: some JSONWritable, status: Int = 200) -> APIResponse {
        // Just under the largest size that the C library allocates from its fast lists.
        var json = JSONWriter(capacity: 960)
        value.write(to: &json)
        return .json(bytes: json.bytes, status: status)
    }

    /// Returns an answer from JSON that is already written.
    public static func json(bytes: [UInt8], status: Int = 200) -> APIResponse {
        // An answer to one person must not be served to others from a cache.
        let headers = ["content-type": "application/json", "cache-control": "no-store"]
        return APIResponse(status: status, headers: headers, body: bytes)
    }
}
