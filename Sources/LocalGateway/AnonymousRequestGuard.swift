/// Decides whether a request without a token is let in.
///
/// One that the user made on this machine is let in; one by another site's page is not.
struct AnonymousRequestGuard {
    let isAllowed: Bool

    /// Lets in a page that the template's cross-origin rules allow, or that was served from here.
    init(_ request: IncomingRequest, _ cors: CrossOrigin?) {
        let host = request.headers["host"]?.lowercased() ?? ""
        let isOurs =
            if let origin = request.headers["origin"] {
                origin.lowercased() == "http://\(host)" || cors?.allows(origin) == true
            } else {
                request.headers["sec-fetch-site"] != "cross-site"
            }
        isAllowed = request.isFromHere && isOurs && Self.isFixed(host)
    }

    /// Returns whether the host is an address or a name without a dot, which no stranger can redirect.
    ///
    /// A page could make its own name resolve to this machine, and would then be same-origin for its browser.
    private static func isFixed(_ host: String) -> Bool {
        if host.isEmpty || host.hasPrefix("[") { return true }
        let name = host.prefix { $0 != ":" }
        return !name.contains(".") || name.utf8.allSatisfy { $0 == UInt8(ascii: ".") || 0x30...0x39 ~= $0 }
    }
}
