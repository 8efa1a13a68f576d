internal import HTTP

/// The headers that a signature covers, in the one form that both sides compute it from.
struct CanonicalHeaders {
    /// One line for each name: `name:value`, and a line feed behind each.
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
        // Fields of one name keep their order, which the library's sort does not promise.
        let order = signed.indices.sorted { (signed[$0].name, $0) < (signed[$1].name, $1) }
        lines.reserveCapacity(512)
        var previous: String?
        for index in order {
            append(signed[index].name, signed[index].value, isRepeated: signed[index].name == previous)
            previous = signed[index].name
        }
        if previous != nil { lines += "\n" }
    }

    /// Adds a line, or a further value to the last line when the name came before.
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

    /// Whether a header is left out: the signature itself, and what proxies and tracing change on the way.
    ///
    /// The list is the one that AWS's own SDKs have.
    private static func isUnsigned(_ lowercaseName: String) -> Bool {
        switch lowercaseName {
        case "authorization", "baggage", "connection", "expect", "keep-alive", "proxy-authenticate",
            "proxy-authorization", "te", "traceparent", "tracestate", "trailer", "transfer-encoding", "upgrade",
            "user-agent", "x-amzn-trace-id":
            true
        default: false
        }
    }

    /// The value without white space at its ends, and with one space for each run of it, line breaks included.
    private static func folded(_ value: String) -> String {
        if value.utf8.withContiguousStorageIfAvailable(isFolded) == true { return value }
        let words = value.utf8.split(whereSeparator: isWhiteSpace)
        return String(decoding: Array(words.joined(separator: [UInt8(ascii: " ")])), as: UTF8.self)
    }

    /// Whether there is nothing to fold, as is nearly always so: spaces alone, and each between two words.
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
