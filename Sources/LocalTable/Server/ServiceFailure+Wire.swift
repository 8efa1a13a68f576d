import JSON

extension ServiceFailure {
    /// Returns the failure as the body of an answer.
    func body() -> [UInt8] {
        var writer = JSONWriter(capacity: 256)
        writer.object { body in
            body.member("__type", fullType)
            for (key, value) in details.sorted(by: { $0.key < $1.key }) { body.member(key, value) }
            if !message.isEmpty { body.member(messageKey, message) }
        }
        return writer.bytes
    }

    /// The type with its namespace: the service's own, or that of the framework it is built on.
    private var fullType: String {
        switch type {
        case "ValidationException": "com.amazon.coral.validate#\(type)"
        case "AccessDeniedException", "ExpiredTokenException", "IncompleteSignatureException",
            "InvalidSignatureException", "MissingAuthenticationTokenException", "SerializationException",
            "UnknownOperationException", "UnrecognizedClientException":
            "com.amazon.coral.service#\(type)"
        case "ThrottlingException": "com.amazon.coral.availability#\(type)"
        default: "com.amazonaws.dynamodb.v20120810#\(type)"
        }
    }

    private var messageKey: String {
        switch type {
        case "AccessDeniedException", "IdempotentParameterMismatchException", "SerializationException",
            "TransactionCanceledException", "TransactionInProgressException":
            "Message"
        default: "message"
        }
    }

    static let malformedBody = ServiceFailure("SerializationException", "")
    static let unknownOperation = ServiceFailure("UnknownOperationException", "")
    static let missingToken = ServiceFailure(
        "MissingAuthenticationTokenException", "Request is missing Authentication Token")
    static let unknownClient = ServiceFailure(
        "UnrecognizedClientException", "The security token included in the request is invalid.")
    static let forPrograms = ServiceFailure(
        "AccessDeniedException", "A page of a browser gets in with verified credentials alone.")
    static let `internal` = ServiceFailure("InternalServerError", "Internal server error", status: 500)

    static func incompleteSignature(_ message: String) -> ServiceFailure {
        ServiceFailure("IncompleteSignatureException", message)
    }

    static func invalidSignature(_ message: String) -> ServiceFailure {
        ServiceFailure("InvalidSignatureException", message)
    }
}
