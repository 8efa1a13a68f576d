public import JSON
public import Time

/// The record that everything kept about a user was erased: all that is left, without a word about them.
public struct Erasure: Codable, Equatable, Sendable {
    /// The time of the request.
    public let requestedAt: Instant
    /// The id of the user who requested it: the user themselves, or an administrator.
    public let requestedBy: String
    /// The time when everything was erased; nil until then.
    public var finishedAt: Instant?

    /// Creates the record of an erasure that has begun.
    public init(requestedAt: Instant, requestedBy: String) {
        self.requestedAt = requestedAt
        self.requestedBy = requestedBy
    }
}

extension Erasure: JSONWritable {
    /// Writes the times of the erasure.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("requestedAt", requestedAt.iso8601)
            if let finishedAt { json.member("finishedAt", finishedAt.iso8601) }
        }
    }
}
