import Expressions

/// The failures that more than one operation answers with.
extension ServiceFailure {
    /// What an error says to the caller; nil for one that is not the caller's.
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

    /// A request whose values are of the right kinds and don't go together.
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

    /// The answer of what works on items.
    static let noResource = ServiceFailure("ResourceNotFoundException", "Requested resource not found")

    /// The answer of what works on tables.
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

    /// Something of ours is broken: the caller learns that, and no more.
    static let internalError = ServiceFailure("InternalServerError", "Internal server error", status: 500)
}
