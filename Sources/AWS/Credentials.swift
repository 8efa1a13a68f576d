public import Time

/// What a request is signed with; printing, logging or dumping it never shows the secret or the token.
public struct Credentials: Equatable, Sendable {
    public let accessKeyID: String
    public let secretAccessKey: String
    /// Sent along with temporary credentials, as a function always has them.
    public let sessionToken: String?
    /// When the service stops accepting them; nil for credentials that last.
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
