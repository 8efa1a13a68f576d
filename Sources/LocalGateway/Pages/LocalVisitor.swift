import Loopback

/// The sender of a request for local pages.
struct LocalVisitor {
    /// Whether the request comes from this machine and also addresses it by a local name.
    ///
    /// Others in the network could send such a name too, and a page whose own name was made to resolve to this machine
    /// sends that one.
    let isHere: Bool
    /// Whether a change is requested by a program or by one of the local pages.
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

    /// Returns the host without its port; empty if the port is invalid.
    private static func name(_ host: String) -> Substring {
        let end = host.lastIndex(of: "]").map { host.index(after: $0) } ?? host.firstIndex(of: ":") ?? host.endIndex
        let port = host[end...]
        let isPort = port.isEmpty || port.first == ":" && port.dropFirst().allSatisfy(\.isNumber)
        return isPort ? host[..<end] : ""
    }
}
