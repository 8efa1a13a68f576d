import JSON

/// An error in the service's format: its name, a message, and sometimes more.
struct ServiceError {
    /// The name after the `#` of `com.amazonaws.dynamodb.v20120810#ResourceNotFoundException`.
    private let name: String
    private let message: String
    private let body: JSONNode

    /// Reads an error; nil when the body is not one.
    init?(_ body: [UInt8]) {
        guard let root = try? JSONDocument(parsing: body).root, let type = root["__type"]?.string,
            let name = type.split(separator: "#").last
        else { return nil }
        self.name = String(name)
        message = (root["message"] ?? root["Message"])?.string ?? ""
        self.body = root
    }

    /// Returns the meaning of the error for the request.
    func verdict(status: Int) -> Verdict {
        switch name {
        case "ConditionalCheckFailedException":
            .failure(.conditionFailed(item: body["Item"].flatMap { try? Item($0) }), .none)
        case "TransactionCanceledException":
            CancellationReason.verdict(CancellationReason.all(in: body, message: message))
        case "TransactionConflictException", "ReplicatedWriteConflictException":
            .failure(.contention(detail: name), .always)
        case "TransactionInProgressException":
            // An earlier attempt of this very transaction is in progress.
            .failure(.contention(detail: name), .ifHarmless)
        case "IdempotentParameterMismatchException":
            .failure(.tokenReused, .none)
        case "ProvisionedThroughputExceededException", "RequestLimitExceeded", "ThrottlingException",
            "LimitExceededException":
            .failure(.throttled(type: name), .always)
        case "ResourceNotFoundException", "TableNotFoundException":
            .failure(.notFound(message: message), .none)
        case "ResourceInUseException", "TableAlreadyExistsException", "TableInUseException":
            .failure(.inUse(message: message), .none)
        default:
            denial ?? other(status: status)
        }
    }

    /// The verdict if the sender of the request is not accepted; nil for an error of another kind.
    private var denial: Verdict? {
        switch name {
        case "UnrecognizedClientException":
            .failure(.denied(type: name, message: firstLine), .once)
        case "AccessDeniedException", "IncompleteSignatureException", "InvalidSignatureException",
            "MissingAuthenticationTokenException", "MissingAuthenticationToken", "ExpiredTokenException",
            "InvalidClientTokenId", "SignatureDoesNotMatch":
            .failure(.denied(type: name, message: firstLine), .none)
        default: nil
        }
    }

    private func other(status: Int) -> Verdict {
        status >= 500
            ? .failure(.unavailable(detail: "\(name): \(message)"), .ifHarmless)
            : .failure(.rejected(type: name, message: message), .none)
    }

    /// The first line of the message: in a denial, the later ones quote the request as it should have been signed,
    /// including the session token.
    private var firstLine: String {
        String(message.prefix { !$0.isNewline })
    }
}

extension CancellationReason {
    /// Returns the reasons in the body or, if it has none, their codes from a message that ends with `[None, …]`.
    fileprivate static func all(in body: JSONNode, message: String) -> [CancellationReason] {
        if let reasons = body["CancellationReasons"] {
            return reasons.elements.map { reason in
                CancellationReason(
                    code: reason["Code"]?.string ?? "None", message: reason["Message"]?.string,
                    item: reason["Item"].flatMap { try? Item($0) })
            }
        }
        guard let open = message.lastIndex(of: "["), let close = message.lastIndex(of: "]"), open < close else {
            return []
        }
        return message[message.index(after: open)..<close].split(separator: ",").map { code in
            CancellationReason(code: String(code.drop { $0 == " " }))
        }
    }

    /// Returns the verdict on a cancelled transaction; it may be sent again if only other traffic stood in its way.
    fileprivate static func verdict(_ reasons: [CancellationReason]) -> Verdict {
        let obstacles = reasons.map(\.code).filter { $0 != "None" }
        let throttling = ["ProvisionedThroughputExceeded", "ThrottlingError"]
        guard let first = obstacles.first,
            obstacles.allSatisfy({ $0 == "TransactionConflict" || throttling.contains($0) })
        else { return .failure(.transactionCancelled(reasons), .none) }
        return obstacles.contains("TransactionConflict")
            ? .failure(.contention(detail: "TransactionConflict"), .always)
            : .failure(.throttled(type: first), .always)
    }
}
