/// Where a server listens: scheme, host and port.
public struct Endpoint: Hashable, Sendable, CustomStringConvertible {
    public enum Scheme: String, Sendable {
        case http
        case https
    }

    public let scheme: Scheme
    /// A name or an address; an IPv6 address stands in its brackets.
    public let host: String
    /// The port, when it is not the scheme's own.
    public let port: Int?

    public init(scheme: Scheme, host: String, port: Int? = nil) {
        self.scheme = scheme
        self.host = host
        self.port = port == scheme.defaultPort ? nil : port
    }

    /// Reads `http://host[:port]` or `https://host[:port]`, a final `/` allowed.
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
        let afterAddress = bytes.first == UInt8(ascii: "[") ? bytes.firstIndex(of: UInt8(ascii: "]")).map { $0 + 1 } : 0
        guard let afterAddress else { return nil }
        let colon = bytes[afterAddress...].firstIndex(of: UInt8(ascii: ":")) ?? bytes.endIndex
        guard afterAddress == 0 || colon == afterAddress else { return nil }
        let host = String(decoding: bytes[..<colon], as: UTF8.self)
        guard !host.isEmpty, host.utf8.allSatisfy(Self.isAllowedInHost) else { return nil }
        guard colon < bytes.endIndex else {
            self.init(scheme: scheme, host: host)
            return
        }
        let digits = String(decoding: bytes[(colon + 1)...], as: UTF8.self)
        guard let port = UInt16(digits), port > 0, digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") }) else {
            return nil
        }
        self.init(scheme: scheme, host: host, port: Int(port))
    }

    /// Host and port as the `Host` header has them.
    public var authority: String {
        port.map { "\(host):\($0)" } ?? host
    }

    public var description: String {
        "\(scheme.rawValue)://\(authority)"
    }

    private static func isAllowedInHost(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "["),
            UInt8(ascii: "]"):
            true
        default: false
        }
    }
}

extension Endpoint.Scheme {
    /// The port that goes without saying.
    public var defaultPort: Int {
        self == .http ? 80 : 443
    }
}
