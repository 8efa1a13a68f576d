import Loopback

/// A request as the service sees it: each header once, with its name in lower case.
struct IncomingRequest: Equatable {
    var method: String
    /// The request target as received: the path with its query.
    var target: String
    /// The version, such as `HTTP/1.1`.
    var version: String
    /// Headers by name; values of a repeated header are joined by commas.
    var headers: [String: String]
    /// Cookies as `name=value`, which are removed from the headers.
    var cookies: [String]
    var body: [UInt8]
    /// The client's address.
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
                // Split bytes: in a String, a combining accent after a semicolon would form one character with it.
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
