internal import Bytes

/// The path in the form that a signature is computed from.
enum CanonicalPath {
    static func make(_ path: String) -> String {
        if path == "/" { return path }
        // The path is sent encoded and is encoded once more for the signature.
        var encoded: [UInt8] = []
        PercentEncoding.encode(normalized(Array(path.utf8)), keepingSlash: true, into: &encoded)
        return String(decoding: encoded, as: UTF8.self)
    }

    /// Resolves `.` and `..` and drops empty segments; keeps a final slash.
    private static func normalized(_ path: [UInt8]) -> [UInt8] {
        let slash = UInt8(ascii: "/")
        let dot = UInt8(ascii: ".")
        var segments: [ArraySlice<UInt8>] = []
        for segment in path.split(separator: slash) {
            if segment.elementsEqual([dot, dot]) {
                _ = segments.popLast()
            } else if !segment.elementsEqual([dot]) {
                segments.append(segment)
            }
        }
        guard !segments.isEmpty else { return [slash] }
        return segments.flatMap { [slash] + $0 } + (path.last == slash ? [slash] : [])
    }
}

/// Encoding of text that may already be encoded; the result is the same either way.
enum CanonicalEncoding {
    /// Appends the bytes encoded once: an existing escape counts as the byte it stands for.
    ///
    /// A `%` that begins no escape is taken literally, and so is `+`.
    static func append(_ text: some Sequence<UInt8>, to buffer: inout [UInt8]) {
        let bytes = Array(text)
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let escaped = bytes[index] == UInt8(ascii: "%") ? PercentEncoding.escapedByte(in: bytes, at: index) : nil
            plain.append(escaped ?? bytes[index])
            index += escaped == nil ? 1 : 3
        }
        PercentEncoding.encode(plain, into: &buffer)
    }
}
