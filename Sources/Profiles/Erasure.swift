public import JSON
public import Time

/// The record that everything was erased that was kept about a user: all that is left, without a word about them.
public struct Erasure: Codable, Equatable, Sendable {
    /// When it was asked for.
    public let requestedAt: Instant
    /// The id of the user who asked for it: they themselves, or an administrator.
    public let requestedBy: String
    /// When nothing was left; nil while something is.
    public var finishedAt: Instant?

    /// An erasure that has begun.
    public init(requestedAt: Instant, requestedBy: String) {
        self.requestedAt = requestedAt
        self.requestedBy = requestedBy
    }
}

extension Erasure: JSONWritable {
    /// Writes when it was.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("requestedAt", requestedAt.iso8601)
            if let finishedAt { json.member("finishedAt", finishedAt.iso8601) }
        }
    }
}
