import AWS
import Bytes
import Loopback

/// A request in the canonical form that is signed.
struct CanonicalRequest {
    let bytes: [UInt8]

    private static let lineFeed = UInt8(ascii: "\n")

    init(_ request: LoopbackRequest, signedHeaders: ArraySlice<UInt8>) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        bytes += request.method.utf8
        bytes.append(Self.lineFeed)
        Self.append(target: request.targetBytes, to: &bytes)
        for name in signedHeaders.split(separator: UInt8(ascii: ";")) {
            bytes += name
            bytes.append(UInt8(ascii: ":"))
            for (index, value) in request.headers(name).enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.append(folded: value, to: &bytes)
            }
            bytes.append(Self.lineFeed)
        }
        bytes.append(Self.lineFeed)
        bytes += signedHeaders
        bytes.append(Self.lineFeed)
        Hex.encode(SHA256.hash(request.body), into: &bytes)
        self.bytes = bytes
    }

    /// Appends the path, encoded once more, and the sorted query, each on a line.
    private static func append(target: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
        let end = target.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
        PercentEncoding.encode(Array(target[..<end]), keepingSlash: true, into: &bytes)
        bytes.append(lineFeed)
        for (index, part) in sortedParts(of: target[end...].dropFirst()).enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: "&")) }
            bytes += part.name
            bytes.append(UInt8(ascii: "="))
            bytes += part.value
        }
        bytes.append(lineFeed)
    }

    /// Returns the query sorted by name, then by value; a name without `=` has an empty value.
    private static func sortedParts(
        of query: ArraySlice<UInt8>
    ) -> [(name: ArraySlice<UInt8>, value: ArraySlice<UInt8>)] {
        let parts = query.split(separator: UInt8(ascii: "&")).map { part in
            let end = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
            return (name: part[..<end], value: part[end...].dropFirst())
        }
        return parts.sorted { one, other in
            one.name == other.name
                ? one.value.lexicographicallyPrecedes(other.value) : one.name.lexicographicallyPrecedes(other.name)
        }
    }

    /// Appends the value with each run of spaces reduced to one; those at the ends have already been removed.
    private static func append(folded value: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
        var previousIsSpace = false
        for byte in value {
            let isSpace = byte == 0x20 || byte == 9
            if !(isSpace && previousIsSpace) { bytes.append(isSpace ? 0x20 : byte) }
            previousIsSpace = isSpace
        }
    }
}
