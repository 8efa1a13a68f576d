internal import JSON

/// A schedule that calls a function.
public struct Schedule: Equatable, Sendable {
    /// The service that runs a schedule.
    public enum Keeper: Sendable {
        /// An EventBridge rule, which supports only UTC.
        case rule
        /// EventBridge Scheduler.
        case scheduler
    }

    /// The service that runs it.
    public let keeper: Keeper
    /// Its name in the function's events.
    public let name: String
    /// The schedule expression, such as `rate(1 minute)` or `cron(0 9 * * ? *)`.
    public let expression: String
    /// The time zone of a `cron` expression.
    public let timeZone: String
    /// The event to pass to the function, as JSON; nil for the default one.
    public let input: String?
    /// Whether it is enabled.
    public let isEnabled: Bool
    /// Its place in the template.
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

/// The mapping of a table's stream to a function, which is called with batches of records.
public struct StreamMapping: Equatable, Sendable {
    /// The position at which a function starts reading.
    public enum Start: String, Sendable {
        case oldest = "TRIM_HORIZON"
        case newest = "LATEST"
    }

    /// Its name in the function's events.
    public let name: String
    /// The stream's ARN.
    public let stream: String
    /// The position at which it starts reading.
    public let start: Start
    /// The most records in a batch.
    public let batchSize: Int
    /// How long records are gathered, in seconds.
    public let batchingWindow: Int
    /// The number of batches from one shard that are processed at the same time.
    public let parallelization: Int
    /// Whether a failed batch is retried in halves.
    public let bisects: Bool
    /// How often a failed batch is retried; nil for until its records are too old.
    public let retries: Int?
    /// The age in seconds at which a record is given up; nil for never.
    public let maximumAge: Int?
    /// Whether the function reports which records failed.
    public let reportsFailures: Bool
    /// Filter patterns as JSON, of which a record must match one; empty for no filter.
    public let filters: [String]
    /// The ARN of the destination for batches that are given up; nil for none.
    public let onFailure: String?
    /// Whether it is enabled.
    public let isEnabled: Bool
    /// Its place in the template.
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

    /// The properties that are read.
    static let properties = [
        "Stream", "StartingPosition", "BatchSize", "MaximumBatchingWindowInSeconds", "ParallelizationFactor",
        "BisectBatchOnFunctionError", "MaximumRetryAttempts", "MaximumRecordAgeInSeconds", "FunctionResponseTypes",
        "FilterCriteria", "DestinationConfig", "Enabled", "TumblingWindowInSeconds",
    ]
}

/// An event of a kind that does not occur outside AWS.
public struct OtherEvent: Equatable, Sendable {
    /// Its name in the function's events.
    public let name: String
    /// Its type, such as `SQS`.
    public let type: String
    /// Its place in the template.
    public let mark: Mark
}
