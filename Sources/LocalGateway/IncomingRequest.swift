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
        var cookies: [String] = []
        for (name, value) in request.fields {
            if name == "cookie" {
                cookies += value.split(separator: ";").map { String($0.drop { $0 == " " }) }
            } else {
                headers[name] = headers[name].map { "\($0),\(value)" } ?? value
            }
        }
        self.init(
            method: request.method, target: request.target, version: request.version, headers: headers,
            cookies: cookies.filter { !$0.isEmpty }, body: request.body)
    }
}
