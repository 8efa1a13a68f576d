/// The scheme, host and port of a server.
public struct Endpoint: Hashable, Sendable, CustomStringConvertible {
    /// The protocol of the connection.
    public enum Scheme: String, Sendable {
        case http
        case https
    }

    /// The protocol: with or without TLS.
    public let scheme: Scheme
    /// A name or an address; an IPv6 address is in brackets.
    public let host: String
    /// The port, if it is not the scheme's default.
    public let port: Int?
    /// Host and port as in the `Host` header.
    public let authority: String

    /// Creates an endpoint from its parts, which are checked when a request is sent.
    public init(scheme: Scheme, host: String, port: Int? = nil) {
        self.scheme = scheme
        self.host = host
        self.port = port == scheme.defaultPort ? nil : port
        authority = self.port.map { host + ":" + $0.description } ?? host
    }

    /// Reads `http://host[:port]` or `https://host[:port]`, with an optional final `/`.
    ///
    /// Returns nil for anything else: another scheme, a path, a user name, a port out of range.
    public init?(_ text: String) {
        for scheme in [Scheme.http, .https] where text.hasPrefix("\(scheme.rawValue)://") {
            let rest = text.dropFirst(scheme.rawValue.count + 3)
            self.init(scheme: scheme, authority: rest.hasSuffix("/") ? rest.dropLast() : rest)
            return
        }
        return nil
    }

    /// Reads `host`, `host:port` or `[address]:port`; nil for anything else.
    public init?(scheme: Scheme, authority: Substring) {
        let bytes = Array(authority.utf8)
        let afterAddress = bytes.first == UInt8(ascii: "[") ? bytes.firstIndex(of: UInt8(ascii: "]")) : 0
        guard let afterAddress else { return nil }
        let colon = bytes[afterAddress...].firstIndex(of: UInt8(ascii: ":")) ?? bytes.endIndex
        let host = String(decoding: bytes[..<colon], as: UTF8.self)
        guard Self.isHost(host) else { return nil }
        guard colon < bytes.endIndex else {
            self.init(scheme: scheme, host: host)
            return
        }
        let digits = bytes[(colon + 1)...]
        // UInt16 would also accept a sign.
        guard digits.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains),
            let port = UInt16(String(decoding: digits, as: UTF8.self)), port > 0
        else { return nil }
        self.init(scheme: scheme, host: host, port: Int(port))
    }

    /// The URL as `init(_:)` reads it.
    public var description: String {
        (scheme == .http ? "http://" : "https://") + authority
    }

    /// Whether it names a server and nothing else; an endpoint made from parts may contain anything.
    var isWellFormed: Bool {
        Self.isHost(host) && (port.map((1...65_535).contains) ?? true)
    }

    private static func isHost(_ text: String) -> Bool {
        guard text.utf8.first == UInt8(ascii: "[") else { return !text.isEmpty && text.hasOnly(\.isAllowedInName) }
        let bytes = text.utf8
        let address = bytes.dropFirst().dropLast()
        return bytes.last == UInt8(ascii: "]") && address.contains(UInt8(ascii: ":"))
            && address.allSatisfy(\.isAllowedInAddress)
    }
}

extension UInt8 {
    fileprivate var isAllowedInName: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    fileprivate var isAllowedInAddress: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: ":"):
            true
        default: false
        }
    }
}

extension Endpoint.Scheme {
    /// The default port.
    public var defaultPort: Int {
        self == .http ? 80 : 443
    }
}
