extension HTTPRequest {
    /// Refuses anything that could end the first line or begin another.
    ///
    /// Together with the headers' own check, no input from a caller can add a header or a request.
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

    /// Whether a body is sent: any that is not empty, and an empty one where the method calls for a body.
    var sendsBody: Bool {
        !body.isEmpty || method == "POST" || method == "PUT" || method == "PATCH"
    }
}

extension HTTPHeaders {
    /// Refuses anything that could end a header's line or turn the body into another request.
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
        // They mark the end of the body; a wrong one would make the rest of it another request.
        guard !name.equalsIgnoringCase("Content-Length"), !name.equalsIgnoringCase("Transfer-Encoding") else {
            throw .invalidRequest(detail: "\(name) is the transport's to say")
        }
    }
}

extension String {
    /// Returns whether the text has only allowed bytes; it uses pointers, since each step through a `String.UTF8View`
    /// is a call.
    func hasOnly(_ isAllowed: (UInt8) -> Bool) -> Bool {
        var contiguous = self
        return contiguous.withUTF8 { $0.allSatisfy(isAllowed) }
    }
}

extension UInt8 {
    /// Whether the byte is a tchar of RFC 9110.
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

    /// Whether the byte is printable ASCII and not `#`, which begins a fragment.
    fileprivate var isTargetCharacter: Bool {
        self > 0x20 && self < 0x7F && self != UInt8(ascii: "#")
    }

    fileprivate var isHeaderCharacter: Bool {
        self >= 0x20 && self != 0x7F || self == 0x09
    }
}
