import JSON
import Loopback

/// Why the service does not take a request, in its shape: a name that programs go by, and words for people.
struct SESFailure: Error, Equatable {
    let status: Int
    let type: String
    let message: String

    /// What is wrong with the request.
    static func badRequest(_ message: String) -> SESFailure {
        SESFailure(status: 400, type: "BadRequestException", message: message)
    }

    /// Why nobody gets as far as a request.
    static func denied(_ type: String, _ message: String) -> SESFailure {
        SESFailure(status: 403, type: type, message: message)
    }

    static let unavailable = SESFailure(
        status: 503, type: "ServiceUnavailableException", message: "The service is away for a while.")

    var answer: LoopbackAnswer {
        LoopbackAnswer(
            status: status, headers: [("content-type", "application/json"), ("x-amzn-errortype", type)],
            body: JSONValue.object(["message": .string(message)]).json())
    }
}
