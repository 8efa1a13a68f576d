internal import HTTP

/// The address at which a container requests its credentials.
struct ContainerAddress: Equatable {
    let endpoint: Endpoint
    let path: String
    let query: String

    /// Reads the relative address, which refers to the container agent, or else the full one; nil when neither is set.
    ///
    /// A full address must be https, or http to this machine or to one of the addresses that AWS reserves for
    /// credentials: anything else could expose the authorization token on the way.
    init?(lookup: (String) -> String?) throws(CredentialsError) {
        let relative = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"
        let full = "AWS_CONTAINER_CREDENTIALS_FULL_URI"
        if let text = try setting(relative, lookup) {
            try self.init(endpoint: Endpoint(scheme: .http, host: "169.254.170.2"), target: text, name: relative)
        } else if let text = try setting(full, lookup) {
            let target = text.utf8.dropFirst(Self.schemeLength(of: text)).drop { !Self.beginsTarget($0) }
            guard let endpoint = Endpoint(String(decoding: text.utf8.prefix(upTo: target.startIndex), as: UTF8.self))
            else {
                throw .invalidSetting(name: full, reason: "is not an address of http or https")
            }
            guard endpoint.scheme == .https || Self.isTrusted(endpoint.host) else {
                throw .invalidSetting(name: full, reason: "must be https, or http to this machine")
            }
            let text = String(decoding: Array(target), as: UTF8.self)
            try self.init(endpoint: endpoint, target: text.hasPrefix("/") ? text : "/\(text)", name: full)
        } else {
            return nil
        }
    }

    private init(endpoint: Endpoint, target: String, name: String) throws(CredentialsError) {
        guard target.utf8.first == UInt8(ascii: "/"),
            target.utf8.allSatisfy({ $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "#") })
        else {
            throw .invalidSetting(name: name, reason: "is not a path that can be asked for")
        }
        let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
        self.endpoint = endpoint
        path = String(target[..<mark])
        query = String(target[mark...].dropFirst())
    }

    private static func schemeLength(of text: String) -> Int {
        text.hasPrefix("https://") ? 8 : 7
    }

    private static func beginsTarget(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
    }

    private static func isTrusted(_ host: String) -> Bool {
        switch host.lowercased() {
        case "localhost", "[::1]", "169.254.170.2", "169.254.170.23", "[fd00:ec2::23]": true
        default: isLoopback(host)
        }
    }

    /// Returns whether this is an address in 127.0.0.0/8, not a name that begins like one.
    private static func isLoopback(_ host: String) -> Bool {
        let parts = host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        return parts.count == 4 && String(Substring(parts[0])) == "127"
            && parts.allSatisfy { part in
                part.allSatisfy(digits.contains) && UInt8(String(Substring(part))) != nil
            }
    }
}
