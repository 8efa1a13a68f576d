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
    /// The address that it came from.
    var source = "127.0.0.1"
    /// Whether it came from this machine, to an address that only this machine has.
    var isFromHere = true
}

extension IncomingRequest {
    init(_ request: LoopbackRequest) {
        var headers: [String: String] = [:]
        var cookies: [String] = []
        for (name, value) in request.fields {
            if name == "cookie" {
                // By bytes: to a String, an accent behind a semicolon makes it another character.
                cookies += value.utf8.split(separator: UInt8(ascii: ";"))
                    .map { String(decoding: $0.drop { $0 == UInt8(ascii: " ") }, as: UTF8.self) }
            } else {
                headers[name] = headers[name].map { "\($0),\(value)" } ?? value
            }
        }
        self.init(
            method: request.method, target: request.target, version: request.version, headers: headers,
            cookies: cookies.filter { !$0.isEmpty }, body: request.body, source: request.peer,
            isFromHere: request.isFromHere)
    }
}
