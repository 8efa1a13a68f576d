import Loopback

/// Checks the caller, which must be a program on this machine that signs its requests, and not a web page.
enum SESCaller {
    /// Throws the service's error for other callers.
    ///
    /// The signature itself is not verified: any key is accepted.
    static func check(_ request: LoopbackRequest) throws(SESFailure) {
        guard LocalVisitor(request).isHere else {
            throw .denied("AccessDeniedException", "Only programs on this machine send mail here.")
        }
        let headers = request.headers
        // Browsers send an origin, programs don't.
        guard headers["origin"] == nil, headers["sec-fetch-site"] == nil else {
            throw .denied("AccessDeniedException", "No page of a browser sends mail here.")
        }
        guard let authorization = headers["authorization"], !authorization.isEmpty else {
            throw .denied("MissingAuthenticationTokenException", "Missing Authentication Token")
        }
        try check(authorization)
    }

    private static func check(_ authorization: String) throws(SESFailure) {
        let parts = authorization.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0] == "AWS4-HMAC-SHA256" else {
            throw .denied("IncompleteSignatureException", "Authorization must begin with AWS4-HMAC-SHA256.")
        }
        var values: [Substring: Substring] = [:]
        for part in parts[1].split(whereSeparator: { $0 == "," || $0 == " " }) {
            let pair = part.split(separator: "=", maxSplits: 1)
            if pair.count == 2 { values[pair[0]] = pair[1] }
        }
        guard let scope = values["Credential"]?.split(separator: "/", omittingEmptySubsequences: false),
            values["SignedHeaders"] != nil, let signature = values["Signature"], signature.utf8.count == 64,
            signature.allSatisfy(\.isHexDigit), scope.count == 5, scope[4] == "aws4_request"
        else {
            throw .denied(
                "IncompleteSignatureException", "Authorization requires Credential, SignedHeaders and Signature.")
        }
        guard scope[3] == "ses" else {
            throw .denied("SignatureDoesNotMatch", "Credential should be scoped to correct service: 'ses'.")
        }
    }
}
