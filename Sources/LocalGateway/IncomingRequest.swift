import Loopback

/// A request as the service looks at it: header names in lower case, each once.
struct IncomingRequest: Equatable {
    var method: String
    /// As it came: the path with its query.
    var target: String
    /// Such as `HTTP/1.1`.
    var version: String
    /// Values of headers that came several times are joined by commas.
    var headers: [String: String]
    /// Each `name=value`; they stand in no header any more.
    var cookies: [String]
    var body: [UInt8]
}

extension IncomingRequest {
    init(_ request: LoopbackRequest) {
        var headers: [String: String] = [:]
        for name in request.headers.keys {
            headers[name] = request.headers(Array(name.utf8)).map { String(decoding: $0, as: UTF8.self) }
                .joined(separator: ",")
        }
        let cookies = request.headers(Array("cookie".utf8)).flatMap { $0.split(separator: UInt8(ascii: ";")) }
        let head = request.head.utf8.prefix { $0 != UInt8(ascii: "\r") }
        self.init(
            method: request.method, target: request.target,
            version: String(decoding: head.suffix(8), as: UTF8.self), headers: headers,
            cookies: cookies.map { String(decoding: $0.drop { $0 == 0x20 }, as: UTF8.self) }.filter { !$0.isEmpty },
            body: request.body)
        self.headers["cookie"] = nil
    }
}
