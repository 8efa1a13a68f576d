import HTTP

/// The reason why a function's process can't continue.
enum RuntimeFailure: Error, Equatable, CustomStringConvertible {
    /// There is no Runtime API: the executable was started by hand.
    case notInLambda
    case malformedAddress
    case unreachable(HTTPError)
    /// The Runtime API answered a call with a status that means the container is lost.
    case refused(call: String, status: Int)
    case eventWithoutRequestID
    /// The handler, or something it depends on, could not be made; Lambda has been told, if it could be reached.
    case notStarted(reason: String)

    var description: String {
        switch self {
        case .notInLambda: "AWS_LAMBDA_RUNTIME_API is not set"
        case .malformedAddress: "AWS_LAMBDA_RUNTIME_API is not host:port"
        case .unreachable(let cause): "no answer from the Runtime API: \(cause)"
        case .refused(let call, let status): "the Runtime API answered \(call) with status \(status)"
        case .eventWithoutRequestID: "the Runtime API sent an event without a usable Lambda-Runtime-Aws-Request-Id"
        case .notStarted(let reason): "it could not start: \(reason)"
        }
    }
}
