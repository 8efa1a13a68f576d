import Time

/// The state of a schedule.
struct ScheduleStatus: Sendable, Equatable {
    let function: String
    /// Its name in the function's events.
    let name: String
    let expression: String
    let timeZone: String
    /// Whether it is enabled in the template.
    let isEnabled: Bool
    /// When it last ran; nil before the first run.
    var lastRun: Instant?
    /// When it runs next; nil for never.
    var nextRun: Instant?
    /// The number of calls including retries, and how many failed.
    var calls = 0
    var failures = 0
}
