import JSON
public import Time

/// One tick of a schedule.
public struct ScheduledEvent: Equatable, Sendable {
    /// The scheduled moment, which may have passed a while ago.
    public let time: Instant

    /// Creates a tick for a moment.
    public init(time: Instant) {
        self.time = time
    }

    /// Reads EventBridge's event.
    ///
    /// - Throws: `LambdaEventError.notAScheduledEvent` for bytes without a valid time.
    public init(_ event: [UInt8]) throws(LambdaEventError) {
        do throws(JSONError) {
            let node = try JSONDocument(parsing: event).root.required("time")
            guard let time = Instant(iso8601: try node.asString()) else { throw node.error("is no time") }
            self.time = time
        } catch {
            throw .notAScheduledEvent(error)
        }
    }
}
