import Time

/// That someone had everything erased that was kept about a person: all that is left, without a word about them.
struct Erasure: Codable, Equatable, Sendable {
    let requestedAt: Instant
    /// The id of who asked for it: that person, or an administrator.
    let requestedBy: String
    /// When nothing was left; nil while something is.
    var finishedAt: Instant?
}
