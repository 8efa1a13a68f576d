import JSON
import Platform
import Time

/// Lambda's loop: next event, handle, respond.
struct RuntimeLoop<Handler: LambdaHandler> {
    /// The size of the largest answer that Lambda accepts: 6 MiB and 100 bytes.
    static var largestAnswer: Int { 6 * 1024 * 1024 + 100 }

    private let api: RuntimeAPI
    private let host: Host
    private let handler: Handler
    private let metrics: InvocationMetrics
    private let trace = TraceVariable()

    /// Makes the handler; if that fails, reports the error to Lambda before rethrowing it.
    init(api: RuntimeAPI, host: Host, makeHandler: (Host) throws -> Handler) throws(RuntimeFailure) {
        self.api = api
        self.host = host
        metrics = InvocationMetrics(host)
        handler = try api.starting(host.log) { try makeHandler(host) }
    }

    /// Waits for one event and answers it.
    ///
    /// - Throws: When the process can't continue.
    func turn() throws(RuntimeFailure) {
        let (event, invocation) = try api.next()
        try StopSignal.whileWorking { () throws(RuntimeFailure) in
            begin(invocation)
            let start = MonotonicTime.now
            let outcome = try deliver(answer(event, of: invocation), of: invocation)
            metrics.report(outcome, after: start.milliseconds(until: .now))
            end()
        }
    }

    private func begin(_ invocation: Invocation) {
        host.deadline = invocation.deadline
        host.counters.reset()
        host.log.context = Log.Context(requestID: invocation.requestID, traceID: invocation.traceID)
        trace.set(invocation.traceID)
    }

    private func end() {
        host.deadline = nil
        host.log.context = nil
    }

    private func answer(_ event: [UInt8], of invocation: Invocation) -> Result<[UInt8], ErrorReport.Cause> {
        do {
            let answer = try handler.handle(event, of: invocation)
            guard answer.count <= Self.largestAnswer else {
                return .failure(.tooLarge("The answer has \(answer.count) bytes, more than Lambda's 6 MB."))
            }
            return .success(answer)
        } catch {
            return .failure(.thrown(error))
        }
    }

    private func deliver(
        _ answer: Result<[UInt8], ErrorReport.Cause>, of invocation: Invocation
    ) throws(RuntimeFailure) -> InvocationMetrics.Outcome {
        let cause: ErrorReport.Cause
        switch answer {
        case .success(let body):
            switch try api.respond(to: invocation.requestID, with: body) {
            case .accepted: return .answered
            case .declined(413): cause = .tooLarge("Lambda finds the answer of \(body.count) bytes too large.")
            case .declined(let status): cause = .declined(status: status)
            }
        case .failure(let failure): cause = failure
        }
        let report = ErrorReport(cause, redactedBy: host.log)
        host.log.error(report.message, ["errorType": .string(report.type)])
        if case .declined = cause { return .failed }
        if case .declined(let status) = try api.fail(invocation.requestID, with: report) {
            host.log.error("The Runtime API declined the error report with status \(status).")
        }
        return .failed
    }
}

extension ErrorReport {
    /// The reason why an invocation has no answer.
    enum Cause: Error {
        case thrown(any Error)
        case tooLarge(String)
        /// The Runtime API no longer wants an answer, for example because the invocation timed out.
        case declined(status: Int)
    }

    init(_ cause: Cause, redactedBy log: Log) {
        switch cause {
        case .thrown(let error):
            self.init(error, in: "Function", message: log.redacted("\(error)"))
        case .tooLarge(let message):
            self.init(type: "Function.ResponseSizeTooLarge", message: message)
        case .declined(let status):
            self.init(type: "Runtime.Declined", message: "The Runtime API declined the answer with status \(status).")
        }
    }
}
