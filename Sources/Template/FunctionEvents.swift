internal import JSON

/// A schedule that calls a function.
public struct Schedule: Equatable, Sendable {
    /// What keeps the time.
    public enum Keeper: Sendable {
        /// A rule of EventBridge, which knows no time zone but UTC.
        case rule
        /// EventBridge Scheduler.
        case scheduler
    }

    /// What keeps its time.
    public let keeper: Keeper
    /// What the function's events call it.
    public let name: String
    /// When, such as `rate(1 minute)` or `cron(0 9 * * ? *)`.
    public let expression: String
    /// The time zone of a `cron` expression.
    public let timeZone: String
    /// The event that the function gets, as JSON; nil for the usual one.
    public let input: String?
    /// Whether it runs.
    public let isEnabled: Bool
    /// Where the template has it.
    public let mark: Mark

    init(_ name: String, _ keeper: Keeper, _ node: Node) throws(TemplateError) {
        self.name = name
        self.keeper = keeper
        mark = node.mark
        let (rule, schedule) = (try node.text("Schedule"), try node.text("ScheduleExpression"))
        guard let expression = rule ?? schedule else {
            throw node.error("\(name): the schedule's expression is missing")
        }
        self.expression = expression
        timeZone = try node.text("ScheduleExpressionTimezone") ?? "UTC"
        input = try node.text("Input")
        let (state, enabled) = (try node.text("State"), try node.bool("Enabled"))
        isEnabled = state.map { $0 == "ENABLED" } ?? enabled ?? true
    }
}

/// A table's stream that calls a function with batches of its records.
public struct StreamMapping: Equatable, Sendable {
    /// Where a function begins to read.
    public enum Start: String, Sendable {
        case oldest = "TRIM_HORIZON"
        case newest = "LATEST"
    }

    /// What the function's events call it.
    public let name: String
    /// The stream's ARN.
    public let stream: String
    /// Where it begins to read.
    public let start: Start
    /// How many records a batch has at most.
    public let batchSize: Int
    /// For how many seconds records are gathered.
    public let batchingWindow: Int
    /// How many batches of one shard are worked on at the same time.
    public let parallelization: Int
    /// Whether a batch that failed is tried again in halves.
    public let bisects: Bool
    /// How often a batch that failed is tried again; nil for until it is too old.
    public let retries: Int?
    /// After how many seconds a record is given up; nil for never.
    public let maximumAge: Int?
    /// Whether the function says which records failed.
    public let reportsFailures: Bool
    /// Patterns, as JSON, of which a record must match one, unless there are none.
    public let filters: [String]
    /// The ARN of what is told of batches that are given up; nil for nobody.
    public let onFailure: String?
    /// Whether it runs.
    public let isEnabled: Bool
    /// Where the template has it.
    public let mark: Mark

    init(_ name: String, _ node: Node) throws(TemplateError) {
        self.name = name
        mark = node.mark
        stream = try node.requiredText("Stream")
        let position = try node.requiredText("StartingPosition")
        guard let start = Start(rawValue: position) else {
            throw node.error("StartingPosition: must be TRIM_HORIZON or LATEST")
        }
        self.start = start
        batchSize = try node.int("BatchSize", in: 1...10_000) ?? 100
        batchingWindow = try node.int("MaximumBatchingWindowInSeconds", in: 0...300) ?? 0
        parallelization = try node.int("ParallelizationFactor", in: 1...10) ?? 1
        bisects = try node.bool("BisectBatchOnFunctionError") ?? false
        retries = try node.int("MaximumRetryAttempts", in: -1...10_000).flatMap { $0 < 0 ? nil : $0 }
        maximumAge = try node.int("MaximumRecordAgeInSeconds", in: -1...604_800).flatMap { $0 < 0 ? nil : $0 }
        reportsFailures = try node.texts("FunctionResponseTypes")?.contains("ReportBatchItemFailures") ?? false
        filters = try Self.filters(node)
        onFailure = try node.mapping("DestinationConfig")?.mapping("OnFailure")?.requiredText("Destination")
        isEnabled = try node.bool("Enabled") ?? true
        guard try node.int("TumblingWindowInSeconds", in: 0...900) ?? 0 == 0 else {
            throw node.error("TumblingWindowInSeconds is not supported outside AWS")
        }
    }

    private static func filters(_ node: Node) throws(TemplateError) -> [String] {
        var patterns: [String] = []
        for filter in try node.mapping("FilterCriteria")?.list("Filters") ?? [] {
            let pattern = try filter.requiredText("Pattern")
            do {
                _ = try JSONDocument(parsing: Array(pattern.utf8)).root.asObject()
            } catch {
                throw filter.error("Pattern: \(error)")
            }
            patterns.append(pattern)
        }
        return patterns
    }

    /// The properties that this reads.
    static let properties = [
        "Stream", "StartingPosition", "BatchSize", "MaximumBatchingWindowInSeconds", "ParallelizationFactor",
        "BisectBatchOnFunctionError", "MaximumRetryAttempts", "MaximumRecordAgeInSeconds", "FunctionResponseTypes",
        "FilterCriteria", "DestinationConfig", "Enabled", "TumblingWindowInSeconds",
    ]
}

/// An event of a kind that does not happen outside AWS.
public struct OtherEvent: Equatable, Sendable {
    /// What the function's events call it.
    public let name: String
    /// Its type, such as `SQS`.
    public let type: String
    /// Where the template has it.
    public let mark: Mark
}
