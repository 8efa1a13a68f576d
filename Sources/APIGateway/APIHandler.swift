import JSON
public import LambdaRuntime
public import Platform

/// What one endpoint does: decodes a request, calls a feature, encodes what came of it.
public protocol APIHandler {
    /// What callers read when the cause of a failure is on our side.
    var failure: String { get }
    /// The largest body that the endpoint reads, in bytes.
    var largestBody: Int { get }
    /// Whether the endpoint reads queries and bodies; of what it does not read, nothing can be wrong.
    var readsContent: Bool { get }
    /// Whether errors are also told as FastAPI's clients expect them: 422 for what is not valid, and a `detail`.
    var carriesDetail: Bool { get }

    /// Answers a request; any error becomes the answer that suits it.
    func handle(_ request: APIRequest) throws -> APIResponse
}

extension APIHandler {
    /// For routes whose document has no words of its own.
    public var failure: String { "Something went wrong" }
    /// 64 KiB: more than any route needs that does not say so.
    public var largestBody: Int { 64 * 1024 }
    /// True: a query or a body that cannot be read is refused, also where none is needed.
    public var readsContent: Bool { true }
    /// False, but for the routes whose document is FastAPI's.
    public var carriesDetail: Bool { false }
}

extension Lambda {
    /// Runs a function that answers API Gateway: makes the handler once, then has it answer every request.
    public static func serve(_ makeHandler: (Host) throws -> some APIHandler) -> Never {
        run { host in APIFunction(try makeHandler(host), on: host) }
    }
}

/// A handler behind API Gateway: whatever happens, the caller gets an answer.
public struct APIFunction<Handler: APIHandler>: LambdaHandler {
    private let handler: Handler
    private let host: Host
    private let rolesClaim: RolesClaim

    /// Puts the handler behind API Gateway; ROLES_CLAIM and ROLES_PREFIX say how tokens name the callers' roles.
    public init(_ handler: Handler, on host: Host) {
        self.handler = handler
        self.host = host
        rolesClaim = RolesClaim(host.settings)
    }

    /// Answers any bytes: what is no event of API Gateway's is a request that is not valid.
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

    /// Says in the log what callers are not told.
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
