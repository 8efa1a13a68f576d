public import Time

/// The credentials for signing requests; printing, logging or dumping them never shows the secret or the token.
public struct Credentials: Equatable, Sendable {
    public let accessKeyID: String
    public let secretAccessKey: String
    /// The token that is sent along with temporary credentials, which a function always has.
    public let sessionToken: String?
    /// The moment at which the service stops accepting them; nil for permanent credentials.
    public let expiresAt: Instant?

    public init(accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil, expiresAt: Instant? = nil) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
        self.expiresAt = expiresAt
    }
}

extension Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String {
        let token = sessionToken == nil ? "" : ", sessionToken: (hidden)"
        return "Credentials(accessKeyID: \(accessKeyID), secretAccessKey: (hidden)\(token))"
    }

    public var debugDescription: String {
        description
    }

    public var customMirror: Mirror {
        Mirror(self, children: ["accessKeyID": accessKeyID], displayStyle: .struct)
    }
}
