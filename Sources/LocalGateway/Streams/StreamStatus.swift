import Time

/// The state of a mapping.
struct StreamStatus: Sendable, Equatable {
    let function: String
    /// The mapping's name in the function's events.
    let mapping: String
    let table: String
    /// Whether it is enabled in the template.
    let isEnabled: Bool
    /// The stream's ARN; nil until it is found.
    var stream: String?
    /// The last finished record by shard.
    var positions: [String: String] = [:]
    /// The number of records that have been read but not finished.
    var waiting = 0
    /// The age of the oldest of them in milliseconds; 0 if there is none.
    var millisecondsBehind = 0
    /// The numbers of successful and failed calls.
    var batches = 0
    var failures = 0
    /// The numbers of finished and of filtered records.
    var records = 0
    var filtered = 0
    /// The number of batches that were given up and sent to the destination, if there is one.
    var givenUp = 0
    /// When the function was last called.
    var lastCall: Instant?
    /// Why the stream can't be read; nil if it can.
    var problem: String?
}
