import JSON
public import LambdaRuntime
public import Platform

/// The work of one endpoint: decodes a request, calls a feature, encodes the result.
public protocol APIHandler {
    /// The text for callers when a failure is the service's own fault.
    var failure: String { get }
    /// The maximum size of a request's body, in bytes.
    var largestBody: Int { get }
    /// Whether the endpoint reads queries and bodies; otherwise nothing in them can be invalid.
    var readsContent: Bool { get }
    /// Whether errors also have the format that FastAPI's clients expect: 422 for an invalid request, and a `detail`.
    var carriesDetail: Bool { get }

    /// Answers a request; any error becomes the matching answer.
    func handle(_ request: APIRequest) throws -> APIResponse
}

extension APIHandler {
    /// The default, for routes whose document has no text of its own.
    public var failure: String { "Something went wrong" }
    /// The default of 64 KiB: more than any route needs that doesn't set its own.
    public var largestBody: Int { 64 * 1024 }
    /// The default: an unreadable query or body is refused, even if none is needed.
    public var readsContent: Bool { true }
    /// The default, except for the routes whose document follows FastAPI.
    public var carriesDetail: Bool { false }
}

extension Lambda {
    /// Runs a function that answers API Gateway: makes the handler once, then has it answer every request.
    public static func serve(_ makeHandler: (Host) throws -> some APIHandler) -> Never {
        run { host in APIFunction(try makeHandler(host), on: host) }
    }
}

/// A handler called by API Gateway: whatever happens, the caller gets an answer.
public struct APIFunction<Handler: APIHandler>: LambdaHandler {
    private let handler: Handler
    private let host: Host
    private let rolesClaim: RolesClaim

    /// Wraps the handler; ROLES_CLAIM and ROLES_PREFIX describe the callers' roles in tokens.
    public init(_ handler: Handler, on host: Host) {
        self.handler = handler
        self.host = host
        rolesClaim = RolesClaim(host.settings)
    }

    /// Answers any bytes: anything but an event of API Gateway is an invalid request.
    public func handle(_ event: [UInt8], of invocation: Invocation) -> [UInt8] {
        let event = GatewayEvent(event)
        let requestID = event?.requestID ?? invocation.requestID
        do {
            guard let event else { throw Problem.invalid(field: "event", "is not API Gateway's") }
            let request = try APIRequest(
                event, requestID: requestID, receivedAt: host.now, rolesClaim: rolesClaim,
                largestBody: handler.readsContent ? handler.largestBody : nil)
            return try handler.handle(request).payload(event.format)
        } catch {
            let problem = Problem(error)
            report(problem, cause: error, to: requestID)
            let language = Language(accepting: event?.headers["accept-language"])
            return APIResponse(
                problem, failure: handler.failure, to: requestID, in: language, withDetail: handler.carriesDetail
            ).payload(event?.format ?? .http)
        }
    }

    /// Logs the cause of a failure, which callers are not told.
    private func report(_ problem: Problem, cause: any Error, to requestID: String) {
        var fields: [String: JSONValue] {
            [
                "apiRequestId": .string(requestID), "code": .string(problem.code),
                "status": .number(JSONNumber(problem.status(withDetail: handler.carriesDetail))),
            ]
        }
        var withCause: [String: JSONValue] { fields.merging(["cause": .string("\(cause)")]) { _, cause in cause } }
        switch problem.kind {
        case .busy:
            host.counters.add(to: "Contention")
            host.log.warn("The caller was told to come back", withCause)
        case .unavailable, .unexpected:
            host.counters.add(to: "Errors")
            host.log.error(handler.failure, withCause)
        default: host.log.info("The request was refused", fields)
        }
    }
}
