public import LambdaRuntime
public import Platform

/// What a function does each time that its schedule comes round.
public protocol ScheduledHandler {
    /// Does what is due; what it throws fails the invocation.
    func handle(_ event: ScheduledEvent) throws
}

extension Lambda {
    /// Runs a function that a schedule calls: makes the handler once, then has it do its work at every tick.
    public static func serve(_ makeHandler: (Host) throws -> some ScheduledHandler) -> Never {
        run { host in ScheduledFunction(try makeHandler(host)) }
    }
}

/// A handler behind a schedule.
public struct ScheduledFunction<Handler: ScheduledHandler>: LambdaHandler {
    private let handler: Handler

    /// Puts the handler behind a schedule.
    public init(_ handler: Handler) {
        self.handler = handler
    }

    /// Answers with an empty object, which nobody reads; throws `LambdaEventError` for what is no tick, and what the
    /// handler throws.
    public func handle(_ event: [UInt8], of invocation: Invocation) throws -> [UInt8] {
        try handler.handle(ScheduledEvent(event))
        return Array("{}".utf8)
    }
}
