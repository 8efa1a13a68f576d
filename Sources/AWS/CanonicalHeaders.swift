internal import HTTP

/// The headers covered by a signature, in the canonical form that both sides compute it from.
struct CanonicalHeaders {
    /// One `name:value` line for each name, each ending in a line feed.
    private(set) var lines = ""
    /// The names, sorted and separated by `;`.
    private(set) var names = ""

    init(_ headers: HTTPHeaders) {
        var signed: [(name: String, value: String)] = []
        signed.reserveCapacity(headers.fields.count)
        for field in headers.fields {
            let name = field.name.lowercased()
            if !Self.isUnsigned(name) { signed.append((name, Self.folded(field.value))) }
        }
        // Fields of one name keep their order, which the standard library's sort does not promise.
        let order = signed.indices.sorted { (signed[$0].name, $0) < (signed[$1].name, $1) }
        lines.reserveCapacity(512)
        var previous: String?
        for index in order {
            append(signed[index].name, signed[index].value, isRepeated: signed[index].name == previous)
            previous = signed[index].name
        }
        if previous != nil { lines += "\n" }
    }

    /// Appends a line, or appends the value to the last line if it has the same name.
    private mutating func append(_ name: String, _ value: String, isRepeated: Bool) {
        if isRepeated {
            lines += ","
        } else {
            if !names.isEmpty {
                lines += "\n"
                names += ";"
            }
            names += name
            lines += name
            lines += ":"
        }
        lines += value
    }

    /// Returns whether a header is left out: the signature itself, and headers that proxies and tracing change in
    /// transit.
    ///
    /// The list is the same as in AWS's own SDKs.
    private static func isUnsigned(_ lowercaseName: String) -> Bool {
        switch lowercaseName {
        case "authorization", "baggage", "connection", "expect", "keep-alive", "proxy-authenticate",
            "proxy-authorization", "te", "traceparent", "tracestate", "trailer", "transfer-encoding", "upgrade",
            "user-agent", "x-amzn-trace-id":
            true
        default: false
        }
    }

    /// Returns the value with white space trimmed at both ends and each run of it, line breaks included, reduced to one
    /// space.
    private static func folded(_ value: String) -> String {
        if value.utf8.withContiguousStorageIfAvailable(isFolded) == true { return value }
        let words = value.utf8.split(whereSeparator: isWhiteSpace)
        return String(decoding: Array(words.joined(separator: [UInt8(ascii: " ")])), as: UTF8.self)
    }

    /// Returns whether there is nothing to fold, as is nearly always the case: only single spaces between words.
    private static func isFolded(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        var previousIsSpace = true
        for byte in value {
            let isSpace = isWhiteSpace(byte)
            if isSpace && (previousIsSpace || byte != UInt8(ascii: " ")) { return false }
            previousIsSpace = isSpace
        }
        return !previousIsSpace || value.isEmpty
    }

    private static func isWhiteSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || (9...13).contains(byte)
    }
}
