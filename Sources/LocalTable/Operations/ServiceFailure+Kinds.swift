import Expressions

/// Errors that several operations share.
extension ServiceFailure {
    /// Creates the caller's error for a Swift error; nil if it is not the caller's fault.
    init?(expected error: any Error) {
        switch error {
        case let failure as ServiceFailure: self = failure
        case let error as ValidationError: self.init(error)
        case let failure as ConditionFailure: self = failure.serviceFailure
        default: return nil
        }
    }

    static func validation(_ message: String) -> ServiceFailure {
        ServiceFailure("ValidationException", message)
    }

    /// Returns the error for values that are valid by themselves but not together.
    static func invalidParameters(_ message: String) -> ServiceFailure {
        validation("One or more parameter values were invalid: \(message)")
    }

    static func serialization(_ message: String) -> ServiceFailure {
        ServiceFailure("SerializationException", message)
    }

    static let unexpectedStructure = serialization("Start of structure or map found where not expected")

    static func unexpectedCollection(_ type: String) -> ServiceFailure {
        serialization("Unrecognized collection type \(type)")
    }

    /// The error for a missing table in operations on items.
    static let noResource = ServiceFailure("ResourceNotFoundException", "Requested resource not found")

    /// Returns the error for a missing table in operations on tables.
    static func noTable(_ name: String) -> ServiceFailure {
        ServiceFailure("ResourceNotFoundException", "Requested resource not found: Table: \(name) not found")
    }

    static func inUse(_ message: String) -> ServiceFailure {
        ServiceFailure("ResourceInUseException", message)
    }

    static let wrongKey = validation("The provided key element does not match the schema")
    static let itemTooLarge = validation("Item size has exceeded the maximum allowed size")
    static let updateTooLarge = validation("Item size to update has exceeded the maximum allowed size")
    static let conditionFailed = ServiceFailure(
        "ConditionalCheckFailedException", "The conditional request failed")

    /// The error for an internal failure, which reveals nothing else to the caller.
    static let internalError = ServiceFailure("InternalServerError", "Internal server error", status: 500)
}
