/// An answer of a loopback server, which adds `Content-Length` and `Connection` where needed.
public struct LoopbackAnswer: Sendable {
    public var status: Int
    /// The reason phrase; nil for the standard one.
    public var reason: String?
    public var headers: [(name: String, value: String)]
    public var body: [UInt8]

    public init(
        status: Int, reason: String? = nil, headers: [(name: String, value: String)] = [], body: [UInt8] = []
    ) {
        self.status = status
        self.reason = reason
        self.headers = headers
        self.body = body
    }

    /// The answer's `Connection` header, if it differs from the protocol's default.
    enum Ending {
        case unsaid
        case close
        case keepAlive
    }

    /// Returns the answer as sent.
    func bytes(ending: Ending = .unsaid, withoutBody: Bool = false) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(384 + (withoutBody ? 0 : body.count))
        bytes += "HTTP/1.1 ".utf8
        bytes += String(status).utf8
        bytes.append(0x20)
        Self.append(reason ?? Self.reason(status), to: &bytes)
        bytes += "\r\n".utf8
        for (name, value) in headers {
            bytes += name.utf8
            bytes += ": ".utf8
            Self.append(value, to: &bytes)
            bytes += "\r\n".utf8
        }
        switch ending {
        case .unsaid: break
        case .close: bytes += "Connection: close\r\n".utf8
        case .keepAlive: bytes += "Connection: keep-alive\r\n".utf8
        }
        if status >= 200, status != 204 {
            bytes += "Content-Length: ".utf8
            bytes += String(body.count).utf8
            bytes += "\r\n".utf8
        }
        bytes += "\r\n".utf8
        if !withoutBody { bytes += body }
        return bytes
    }

    /// Appends a header's value, which may come from a client; characters that would end its line become spaces.
    private static func append(_ value: String, to bytes: inout [UInt8]) {
        let start = bytes.count
        bytes += value.utf8
        for index in start..<bytes.count where !HTTPSyntax.isInValue(bytes[index]) { bytes[index] = 0x20 }
    }

    private static func reason(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 201: "Created"
        case 202: "Accepted"
        case 204: "No Content"
        case 303: "See Other"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 408: "Request Timeout"
        case 409: "Conflict"
        case 413: "Content Too Large"
        case 417: "Expectation Failed"
        case 422: "Unprocessable Content"
        case 429: "Too Many Requests"
        case 431: "Request Header Fields Too Large"
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 503: "Service Unavailable"
        case 505: "HTTP Version Not Supported"
        default: "Status"
        }
    }
}
