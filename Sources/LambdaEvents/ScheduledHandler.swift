public import LambdaRuntime
public import Platform

/// A function's work at each tick of its schedule.
public protocol ScheduledHandler {
    /// Does the work that is due; an error fails the invocation.
    func handle(_ event: ScheduledEvent) throws
}

extension Lambda {
    /// Runs a function that is called on a schedule: makes the handler once, then calls it at every tick.
    public static func serve(_ makeHandler: (Host) throws -> some ScheduledHandler) -> Never {
        run { host in ScheduledFunction(try makeHandler(host)) }
    }
}

/// A handler that is called on a schedule.
public struct ScheduledFunction<Handler: ScheduledHandler>: LambdaHandler {
    private let handler: Handler

    /// Wraps the handler.
    public init(_ handler: Handler) {
        self.handler = handler
    }

    /// Answers with an empty object, which is ignored.
    ///
    /// - Throws: `LambdaEventError` for anything but a tick, and the handler's errors.
    public func handle(_ event: [UInt8], of invocation: Invocation) throws -> [UInt8] {
        try handler.handle(ScheduledEvent(event))
        return Array("{}".utf8)
    }
}
