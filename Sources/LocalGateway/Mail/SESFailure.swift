import JSON
import Loopback

/// An error in the service's form: a type for programs and a message for people.
struct SESFailure: Error, Equatable {
    let status: Int
    let type: String
    let message: String

    /// Returns the error for an invalid request.
    static func badRequest(_ message: String) -> SESFailure {
        SESFailure(status: 400, type: "BadRequestException", message: message)
    }

    /// Returns the error for a caller that is not authorized.
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
