internal import Bytes

/// The path in the form that a signature is computed from.
enum CanonicalPath {
    static func make(_ path: String, normalizes: Bool, doubleEncodes: Bool) -> String {
        if path == "/" { return path }
        let bytes = normalizes ? normalized(Array(path.utf8)) : Array(path.utf8)
        guard !bytes.isEmpty else { return "/" }
        var encoded: [UInt8] = []
        if doubleEncodes {
            PercentEncoding.encode(bytes, keepingSlash: true, into: &encoded)
        } else {
            CanonicalEncoding.append(bytes, keepingSlash: true, to: &encoded)
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    /// Resolves `.` and `..` and drops empty segments; a slash at the end stays.
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

/// Encodes what may or may not be encoded already, so that either way the result is the same.
enum CanonicalEncoding {
    /// Adds the bytes encoded once: an escape that is there counts as the byte it stands for.
    ///
    /// A `%` that begins no escape stands for itself, and so does `+`.
    static func append(_ bytes: [UInt8], keepingSlash: Bool = false, to buffer: inout [UInt8]) {
        var index = 0
        while index < bytes.count {
            if let byte = PercentEncoding.escapedByte(in: bytes, at: index) {
                PercentEncoding.encode(CollectionOfOne(byte), into: &buffer)
                index += 3
            } else {
                PercentEncoding.encode(CollectionOfOne(bytes[index]), keepingSlash: keepingSlash, into: &buffer)
                index += 1
            }
        }
    }
}
