import JSON
import Loopback
import Template
import Time
import TokenIssuer
import Tokens

/// The HTTP API: answers requests by calling functions, or as the service itself does.
final class GatewayEndpoint: Sendable {
    /// The service's limits for a request: its first line and headers, and its body.
    static let headLimit = 10_240
    static let bodyLimit = 10 * 1024 * 1024
    /// Lambda's limit for an event.
    static let eventLimit = 6 * 1024 * 1024
    /// The service's time limit for a function, in seconds.
    private static let longestWait = 30.0

    private let routes: RouteTable
    private let cors: CrossOrigin?
    private let gate: TokenGate
    private let throttles: RouteThrottles
    private let documents: [String: [UInt8]]
    private let pools: [String: FunctionPool]
    private let place: APIPlace
    private let journal: Journal

    init(
        _ stack: LocalStack, _ key: SigningKey, _ pools: [String: FunctionPool], _ options: GatewayOptions,
        _ journal: Journal
    ) throws(GatewayError) {
        let issuer = Issuer(stack.authorizer, key)
        routes = stack.routes
        cors = stack.api.cors.map(CrossOrigin.init)
        gate = try TokenGate(key, anonymousToken: options.anonymous.map { issuer.tokens(for: $0, stack) }, cors)
        throttles = RouteThrottles(stack.api)
        documents = Self.documents(issuer, port: options.port)
        self.pools = pools
        place = APIPlace(accountID: LocalStack.accountID, stage: stack.api.stage, port: options.port)
        self.journal = journal
    }

    /// Returns an issuer's documents by path; the keys are served here, whatever the issuer's name.
    private static func documents(_ issuer: Issuer, port: Int) -> [String: [UInt8]] {
        let keys = "/.well-known/jwks.json"
        var configuration = issuer.configuration.object ?? [:]
        configuration["jwks_uri"] = .string("http://127.0.0.1:\(port)\(keys)")
        return [
            "/.well-known/openid-configuration": JSONValue.object(configuration).json(),
            keys: issuer.keySet.json(),
        ]
    }

    func answer(_ request: LoopbackRequest) -> LoopbackAnswer {
        let request = IncomingRequest(request)
        let start = MonotonicTime.now
        let call = CallIdentity(at: .now)
        var (answer, what) = respond(to: request, call)
        if let cors { answer = cors.apply(to: answer, of: request) }
        answer.headers.append(("apigw-requestid", call.requestID))
        journal.note(request, status: answer.status, milliseconds: start.milliseconds(until: .now), of: what)
        return answer
    }

    private func respond(
        to request: IncomingRequest, _ call: CallIdentity
    ) -> (answer: LoopbackAnswer, what: String) {
        guard let target = RequestTarget(request.target) else { return (.message(400), "the path cannot be read") }
        if request.method == "GET", let document = documents[target.path] {
            let headers = [(name: "content-type", value: "application/json")]
            return (LoopbackAnswer(status: 200, headers: headers, body: document), "the issuer")
        }
        guard let match = routes.match(request.method, target.segments) else {
            if let preflight = cors?.preflight(request) { return (preflight, "preflight") }
            return (.message(404), "no route")
        }
        guard throttles.take(match.route.key, at: .now) else { return (.message(429), "throttled by the template") }
        var claims: Claims?
        if let authorizer = match.route.authorizer {
            switch gate.judge(request, target, authorizer, at: call.moment) {
            case .welcome(let known): claims = known
            case .refused(let answer, let why): return (answer, why)
            }
        }
        let event = OutgoingEvent(
            request: request, target: target, match: match, claims: claims, call: call, place: place)
        return (invoke(match.route.function, event.bytes, call), match.route.function)
    }

    private func invoke(_ function: String, _ event: [UInt8], _ call: CallIdentity) -> LoopbackAnswer {
        guard let pool = pools[function] else { return .message(500) }
        guard event.count <= Self.eventLimit else { return .message(413) }
        let arn = LocalStack.arn(ofFunction: function)
        switch pool.call(event, trace: call.functionTrace, arn: arn, within: Self.longestWait) {
        case .answer(let payload):
            if let answer = FunctionAnswer.parse(payload) { return answer }
            journal.note(function, "the service does not accept its answer")
            return .message(500)
        case .failed: return .message(500)
        case .timedOut: return .message(503)
        case .throttled: return .message(429)
        }
    }
}

extension Issuer {
    /// Creates the issuer that an authorizer trusts.
    init(_ authorizer: JWTAuthorizer?, _ key: SigningKey) {
        self.init(name: authorizer?.issuer ?? "local", audience: authorizer?.audiences.first ?? "local", key: key)
    }

    /// Returns a source of short-lived tokens for that user.
    fileprivate func tokens(for user: LocalUser, _ stack: LocalStack) -> TokenGate.AnonymousToken {
        let claims = user.claims(for: stack.stack)
        return { moment throws(IssuingError) in
            try token(for: user.id, at: moment, lasting: 60, claims: claims)
        }
    }
}
