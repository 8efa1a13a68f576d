/// The headers that determine a request's length and its connection's future.
extension RequestHead {
    mutating func readFraming(
        _ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>, _ options: LoopbackOptions
    ) throws(Refusal) {
        // Few names have these lengths, so hardly any header is compared.
        switch name.count {
        case 4 where HTTPSyntax.isWord(name, "host"):
            guard !hasHost else { throw .malformed }
            hasHost = true
        case 6 where HTTPSyntax.isWord(name, "expect"):
            // An empty value expects nothing.
            expectsContinue = HTTPSyntax.isWord(value, "100-continue")
            guard expectsContinue || value.isEmpty else { throw .unknownExpectation }
        case 10 where HTTPSyntax.isWord(name, "connection"):
            readConnection(value)
        case 14 where HTTPSyntax.isWord(name, "content-length"):
            let length = try Self.length(value, atMost: options.bodyLimit)
            // Two different lengths would make the start of the next request ambiguous.
            guard contentLength ?? length == length else { throw .malformed }
            contentLength = length
        case 17 where HTTPSyntax.isWord(name, "transfer-encoding"):
            guard !isChunked else { throw .malformed }
            guard HTTPSyntax.isWord(value, "chunked") else { throw .notImplemented }
            isChunked = true
        default:
            break
        }
    }

    /// Checks that need the complete head.
    func check(_ options: LoopbackOptions) throws(Refusal) {
        if isChunked, contentLength != nil || minorVersion == 0 { throw .malformed }
        if options.requiresHost, !hasHost, minorVersion > 0 { throw .malformed }
    }

    private mutating func readConnection(_ value: UnsafeBufferPointer<UInt8>) {
        for part in value.split(separator: UInt8(ascii: ",")) {
            var word = part[...]
            while let first = word.first, HTTPSyntax.isSpace(first) { word.removeFirst() }
            while let last = word.last, HTTPSyntax.isSpace(last) { word.removeLast() }
            let bytes = UnsafeBufferPointer(rebasing: word)
            if HTTPSyntax.isWord(bytes, "close") { saysClose = true }
            if HTTPSyntax.isWord(bytes, "keep-alive") { saysKeepAlive = true }
        }
    }

    private static func length(
        _ value: UnsafeBufferPointer<UInt8>, atMost limit: Int
    ) throws(Refusal) -> Int {
        guard !value.isEmpty, value.allSatisfy(HTTPSyntax.isDigit) else { throw .malformed }
        var length = 0
        for digit in value {
            // Leading zeros don't count toward the limit.
            length = length * 10 + Int(digit - UInt8(ascii: "0"))
            guard length <= limit else { throw .bodyTooLarge }
        }
        return length
    }
}
