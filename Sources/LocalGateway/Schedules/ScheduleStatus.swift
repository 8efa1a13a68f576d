import Time

/// How a schedule is doing.
struct ScheduleStatus: Sendable, Equatable {
    let function: String
    /// What the function's events call it.
    let name: String
    let expression: String
    let timeZone: String
    /// Whether the template lets it run.
    let isEnabled: Bool
    /// The moment of its last run; nil before the first.
    var lastRun: Instant?
    /// When it runs next; nil for never.
    var nextRun: Instant?
    /// How often its function was called, tries again included, and how often that failed.
    var calls = 0
    var failures = 0
}
