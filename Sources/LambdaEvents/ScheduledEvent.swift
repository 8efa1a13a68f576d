import JSON
public import Time

/// One tick of a schedule.
public struct ScheduledEvent: Equatable, Sendable {
    /// The moment that the tick is for, which may be over for a while.
    public let time: Instant

    /// A tick for that moment.
    public init(time: Instant) {
        self.time = time
    }

    /// Reads EventBridge's event; throws `LambdaEventError.notAScheduledEvent` for bytes that have no such time.
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
