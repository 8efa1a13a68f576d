import Time

/// How a mapping is doing.
struct StreamStatus: Sendable, Equatable {
    let function: String
    /// What the function's events call the mapping.
    let mapping: String
    let table: String
    /// Whether the template lets it run.
    let isEnabled: Bool
    /// The stream's ARN; nil until it was found.
    var stream: String?
    /// The last record that is done with, by shard.
    var positions: [String: String] = [:]
    /// How many records have been read and are not done with.
    var waiting = 0
    /// How old the oldest of them is; 0 when there is none.
    var millisecondsBehind = 0
    /// How many calls went well, and how many did not.
    var batches = 0
    var failures = 0
    /// How many records the function is done with, and how many were not for it.
    var records = 0
    var filtered = 0
    /// How many batches were given up and told to the destination, if there is one.
    var givenUp = 0
    /// When the function was last called.
    var lastCall: Instant?
    /// Why the stream cannot be read; nil when it can.
    var problem: String?
}
