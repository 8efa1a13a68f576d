/// Whether a request without a token may come in: one that a person on this machine made, and no page of another site
/// behind their back.
struct AnonymousRequestGuard {
    let letsIn: Bool

    /// A page may call when the template's cross-origin rules let it in, or when it is from here.
    init(_ request: IncomingRequest, _ cors: CrossOrigin?) {
        let host = request.headers["host"]?.lowercased() ?? ""
        let isOurs =
            if let origin = request.headers["origin"] {
                origin.lowercased() == "http://\(host)" || cors?.allows(origin) == true
            } else {
                request.headers["sec-fetch-site"] != "cross-site"
            }
        letsIn = request.isFromHere && isOurs && Self.isFixed(host)
    }

    /// Whether nobody far away decides where the host's name leads, as of an address or a name without a dot: a page
    /// could have its own lead here, and then be from here as far as its browser knows.
    private static func isFixed(_ host: String) -> Bool {
        if host.isEmpty || host.hasPrefix("[") { return true }
        let name = host.prefix { $0 != ":" }
        return !name.contains(".") || name.utf8.allSatisfy { $0 == UInt8(ascii: ".") || 0x30...0x39 ~= $0 }
    }
}
