internal import Bytes
public import HTTP
public import Time

/// A signer of requests to one AWS service in one region (Signature Version 4); S3, whose rules differ, is not covered.
///
/// It reads no clock and stores only the key of the day, so a signature depends on nothing but its arguments.
public struct RequestSigner {
    /// The service's name in signatures, such as `dynamodb`.
    public let service: String
    /// The region of the service.
    public let region: String
    private let keys: SigningKeys

    /// Creates a signer for a service in a region.
    public init(service: String, region: String) {
        self.service = service
        self.region = region
        keys = SigningKeys(region: region, service: service)
    }

    /// Returns the request with the headers that prove its sender: at least `Host`, `X-Amz-Date` and `Authorization`.
    ///
    /// An existing signature is replaced, so a retry can sign a signed request.
    public func sign(_ request: HTTPRequest, with credentials: Credentials, at moment: Instant) -> HTTPRequest {
        var draft = draft(of: request, with: credentials, at: moment)
        let signature = signature(of: draft, with: credentials)
        draft.request.headers.add("Authorization", authorization(of: draft, with: credentials, signature: signature))
        return draft.request
    }

    /// Returns the first step of signing, for tests and for comparison with a service's error message.
    public func canonicalRequest(
        _ request: HTTPRequest, with credentials: Credentials, at moment: Instant
    ) -> String {
        draft(of: request, with: credentials, at: moment).canonicalRequest
    }

    /// Returns the second step of signing: the text that the key is applied to.
    public func stringToSign(
        _ request: HTTPRequest, with credentials: Credentials, at moment: Instant
    ) -> String {
        stringToSign(draft(of: request, with: credentials, at: moment))
    }
}

extension RequestSigner {
    /// A request with everything to be signed, before its signature.
    private struct Draft {
        var request: HTTPRequest
        let time: SigningTime
        let scope: String
        let signedHeaders: String
        let canonicalRequest: String
    }

    private func draft(of request: HTTPRequest, with credentials: Credentials, at moment: Instant) -> Draft {
        let time = SigningTime(moment)
        let scope = scope(on: time.day)
        let bodyHash = SHA256.hexHash(request.body)
        var request = request
        request.headers = headers(of: request, with: credentials, time: time)
        let headers = CanonicalHeaders(request.headers)
        return Draft(
            request: request, time: time, scope: scope, signedHeaders: headers.names,
            canonicalRequest: canonicalRequest(of: request, headers: headers, bodyHash: bodyHash))
    }

    private func headers(
        of request: HTTPRequest, with credentials: Credentials, time: SigningTime
    ) -> HTTPHeaders {
        var hasHost = false
        var fields: [HTTPHeaders.Field] = []
        fields.reserveCapacity(request.headers.fields.count + 4)
        for field in request.headers.fields {
            switch field.name.lowercased() {
            case "authorization", "x-amz-date", "x-amz-security-token": continue
            case "host": hasHost = true
            default: break
            }
            fields.append(field)
        }
        if !hasHost { fields.append(.init(name: "Host", value: request.endpoint.authority)) }
        fields.append(.init(name: "X-Amz-Date", value: time.text))
        if let token = credentials.sessionToken { fields.append(.init(name: "X-Amz-Security-Token", value: token)) }
        return HTTPHeaders(fields)
    }

    private func canonicalRequest(of request: HTTPRequest, headers: CanonicalHeaders, bodyHash: String) -> String {
        var text = ""
        text.reserveCapacity(headers.lines.utf8.count + headers.names.utf8.count + 256)
        for part in [
            request.method, CanonicalPath.make(request.path), CanonicalQuery.make(request.query), headers.lines,
            headers.names,
        ] {
            text += part
            text += "\n"
        }
        text += bodyHash
        return text
    }

    private func stringToSign(_ draft: Draft) -> String {
        "AWS4-HMAC-SHA256\n\(draft.time.text)\n\(draft.scope)\n\(SHA256.hexHash(draft.canonicalRequest))"
    }

    private func signature(of draft: Draft, with credentials: Credentials) -> String {
        let key = keys.key(secret: credentials.secretAccessKey, day: draft.time.day)
        return Hex.encode(key.authenticate(stringToSign(draft)))
    }

    private func authorization(of draft: Draft, with credentials: Credentials, signature: String) -> String {
        "AWS4-HMAC-SHA256 Credential=\(credentials.accessKeyID)/\(draft.scope), "
            + "SignedHeaders=\(draft.signedHeaders), Signature=\(signature)"
    }

    /// Returns the scope of a signature: one day, one region, one service.
    private func scope(on day: String) -> String {
        "\(day)/\(region)/\(service)/aws4_request"
    }
}
