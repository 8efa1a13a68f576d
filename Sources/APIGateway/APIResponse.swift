public import JSON

/// What goes back to the caller.
public struct APIResponse: Equatable, Sendable {
    /// The HTTP status.
    public var status: Int
    /// Values by name in lower case.
    public var headers: [String: String]
    /// Each becomes a Set-Cookie header.
    public var cookies: [String]
    /// What is sent, text or not.
    public var body: [UInt8]

    /// An answer with just this.
    public init(status: Int, headers: [String: String] = [:], cookies: [String] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.cookies = cookies
        self.body = body
    }

    /// That it is done, and that there is nothing to say about it.
    public static var nothing: APIResponse { APIResponse(status: 204, headers: ["cache-control": "no-store"]) }

    /// An answer in JSON, which caches are to leave alone.
    public static func json(_ value: some JSONWritable, status: Int = 200) -> APIResponse {
        // Just under what the C library hands out from its fast lists.
        var json = JSONWriter(capacity: 960)
        value.write(to: &json)
        return .json(bytes: json.bytes, status: status)
    }

    /// An answer whose JSON is written already.
    public static func json(bytes: [UInt8], status: Int = 200) -> APIResponse {
        // What one person is answered is not for a cache that others are served from.
        let headers = ["content-type": "application/json", "cache-control": "no-store"]
        return APIResponse(status: status, headers: headers, body: bytes)
    }
}
