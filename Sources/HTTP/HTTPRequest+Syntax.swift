extension HTTPRequest {
    /// Refuses what could end the first line or begin another one.
    ///
    /// With the headers' own check, nothing that a caller sends can add a header or a request.
    func checkSyntax() throws(HTTPError) {
        guard endpoint.isWellFormed else { throw .invalidRequest(detail: "the endpoint is not a host and a port") }
        guard !method.isEmpty, method.hasOnly(\.isTokenCharacter) else {
            throw .invalidRequest(detail: "the method is not a token")
        }
        guard method != "HEAD" || body.isEmpty else { throw .invalidRequest(detail: "HEAD takes no body") }
        guard path.utf8.first == UInt8(ascii: "/"),
            path.hasOnly({ $0.isTargetCharacter && $0 != UInt8(ascii: "?") })
        else {
            throw .invalidRequest(detail: "the path is not percent-encoded")
        }
        guard query.hasOnly(\.isTargetCharacter) else {
            throw .invalidRequest(detail: "the query is not percent-encoded")
        }
    }

    /// Whether a body goes with it: any that it has, and an empty one where the method leads one to expect a body.
    var sendsBody: Bool {
        !body.isEmpty || method == "POST" || method == "PUT" || method == "PATCH"
    }
}

extension HTTPHeaders {
    /// Refuses what could end a header's line or make another request of the body.
    func checkSyntax() throws(HTTPError) {
        for field in fields { try field.checkSyntax() }
    }
}

extension HTTPHeaders.Field {
    fileprivate func checkSyntax() throws(HTTPError) {
        guard !name.isEmpty, name.hasOnly(\.isTokenCharacter) else {
            throw .invalidRequest(detail: "a header's name is not a token")
        }
        guard value.hasOnly(\.isHeaderCharacter) else {
            throw .invalidRequest(detail: "the header \(name) holds a control character")
        }
        // They say where the body ends; one that is wrong would make its rest another request.
        guard !name.equalsIgnoringCase("Content-Length"), !name.equalsIgnoringCase("Transfer-Encoding") else {
            throw .invalidRequest(detail: "\(name) is the transport's to say")
        }
    }
}

extension String {
    /// Whether it has no other bytes than these; on pointers, since each step through a `String.UTF8View` is a call.
    func hasOnly(_ isAllowed: (UInt8) -> Bool) -> Bool {
        var contiguous = self
        return contiguous.withUTF8 { $0.allSatisfy(isAllowed) }
    }
}

extension UInt8 {
    /// RFC 9110's tchar.
    fileprivate var isTokenCharacter: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "#"),
            UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "*"),
            UInt8(ascii: "+"), UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
            true
        default: false
        }
    }

    /// Printable ASCII but the sign that begins a fragment.
    fileprivate var isTargetCharacter: Bool {
        self > 0x20 && self < 0x7F && self != UInt8(ascii: "#")
    }

    fileprivate var isHeaderCharacter: Bool {
        self >= 0x20 && self != 0x7F || self == 0x09
    }
}
