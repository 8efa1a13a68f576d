import Loopback

/// Who asks for what is for people on this machine alone.
struct LocalVisitor {
    /// Whether the request comes from this machine and names it: others in the network could name it too, and a page
    /// whose name was made to point here names another one.
    let isHere: Bool
    /// Whether a change is asked for by a program, or by one of our own pages.
    let mayChange: Bool

    init(_ request: LoopbackRequest) {
        self.init(request.headers, isFromHere: request.isFromHere)
    }

    init(_ headers: [String: String], isFromHere: Bool) {
        let host = headers["host"]?.lowercased() ?? ""
        isHere = isFromHere && ["localhost", "127.0.0.1", "[::1]"].contains(Self.name(host))
        let isOurs = headers["origin"].map { $0.lowercased() == "http://\(host)" } ?? true
        mayChange = isHere && isOurs && ["same-origin", "none", nil].contains(headers["sec-fetch-site"])
    }

    /// The host without its port; empty when what stands behind it is no port.
    private static func name(_ host: String) -> Substring {
        let end = host.lastIndex(of: "]").map { host.index(after: $0) } ?? host.firstIndex(of: ":") ?? host.endIndex
        let port = host[end...]
        let isPort = port.isEmpty || port.first == ":" && port.dropFirst().allSatisfy(\.isNumber)
        return isPort ? host[..<end] : ""
    }
}
