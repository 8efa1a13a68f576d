import Bytes

/// Where a request goes: the path as the service hands it over, decoded, and the query as it came.
struct RequestTarget: Equatable {
    /// The path with percent-encoding undone.
    let path: String
    /// Its parts between slashes; an encoded slash is in a part, and parts none.
    let segments: [String]
    /// What stands behind the `?`.
    let query: String

    /// Nil for a target that is no path, or whose encoding is broken.
    init?(_ target: String) {
        guard let target = Self.withoutAuthority(target), target.utf8.first == UInt8(ascii: "/") else { return nil }
        let (slash, mark) = (UInt8(ascii: "/"), UInt8(ascii: "?"))
        let parts = target.utf8.split(separator: mark, maxSplits: 1, omittingEmptySubsequences: false)
        query = parts.count > 1 ? String(Substring(parts[1])) : ""
        var segments: [String] = []
        for encoded in parts[0].dropFirst().split(separator: slash, omittingEmptySubsequences: false) {
            guard let segment = PercentEncoding.decode(Substring(encoded)) else { return nil }
            // The service takes what stands behind a decoded question mark for a query, and loses it.
            let end = segment.utf8.firstIndex(of: mark) ?? segment.endIndex
            segments.append(String(segment[..<end]))
            if end < segment.endIndex { break }
        }
        self.segments = segments
        path = "/" + segments.joined(separator: "/")
    }

    /// Proxies ask for `http://host/path`.
    private static func withoutAuthority(_ target: String) -> Substring? {
        guard target.hasPrefix("http://") || target.hasPrefix("https://") else { return target[...] }
        let rest = target.drop { $0 != "/" }.dropFirst(2)
        return rest.firstIndex(of: "/").map { rest[$0...] }
    }

    /// The query's parameters, decoded; values of one name are joined by commas, what can't be decoded stays as it is.
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
