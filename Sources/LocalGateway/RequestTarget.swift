import Bytes

/// A parsed request target: the decoded path as the service passes it on, and the original query.
struct RequestTarget: Equatable {
    /// The path with its percent-encoding decoded.
    let path: String
    /// The parts between slashes; an encoded slash belongs to a part.
    let segments: [String]
    /// The text after the `?`.
    let query: String

    /// Returns nil for a target that is not a path, or with invalid encoding.
    init?(_ target: String) {
        guard let target = Self.withoutAuthority(target), target.utf8.first == UInt8(ascii: "/") else { return nil }
        let (slash, mark) = (UInt8(ascii: "/"), UInt8(ascii: "?"))
        let parts = target.utf8.split(separator: mark, maxSplits: 1, omittingEmptySubsequences: false)
        query = parts.count > 1 ? String(Substring(parts[1])) : ""
        var segments: [String] = []
        for encoded in parts[0].dropFirst().split(separator: slash, omittingEmptySubsequences: false) {
            guard let segment = PercentEncoding.decode(Substring(encoded)) else { return nil }
            // The service treats the text after a decoded question mark as a query, and loses it.
            let end = segment.utf8.firstIndex(of: mark) ?? segment.endIndex
            segments.append(String(segment[..<end]))
            if end < segment.endIndex { break }
        }
        self.segments = segments
        path = "/" + segments.joined(separator: "/")
    }

    /// Removes the host from the form `http://host/path`, which is sent to proxies.
    private static func withoutAuthority(_ target: String) -> Substring? {
        guard target.hasPrefix("http://") || target.hasPrefix("https://") else { return target[...] }
        let rest = target.drop { $0 != "/" }.dropFirst(2)
        return rest.firstIndex(of: "/").map { rest[$0...] }
    }

    /// The decoded query parameters; values of a repeated name are joined by commas, undecodable ones left as they are.
    var parameters: [String: String] {
        var parameters: [String: String] = [:]
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = Self.decoded(parts[0])
            let value = parts.count > 1 ? Self.decoded(parts[1]) : ""
            parameters[name] = parameters[name].map { "\($0),\(value)" } ?? value
        }
        return parameters
    }

    private static func decoded(_ text: Substring) -> String {
        PercentEncoding.decodeForm(text) ?? String(text)
    }
}
