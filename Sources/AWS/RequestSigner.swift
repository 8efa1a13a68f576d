internal import Bytes
public import HTTP
public import Time

/// A signer of requests to one AWS service in one region (Signature Version 4).
///
/// It reads no clock and stores only the key of the day, so a signature depends on nothing but its arguments.
public struct RequestSigner {
    /// The differences between services; the defaults suit all but S3.
    public struct Options: Sendable {
        /// Whether `.`, `..` and empty segments are resolved in the signed path.
        public var normalizesPath = true
        /// Whether the path, already encoded as it is sent, is encoded once more for the signature.
        public var doubleEncodesPath = true
        /// Whether the digest of the body is also sent, as `x-amz-content-sha256`.
        public var signsBodyHeader = false
        /// Whether the body is left out of the signature: only over https, and where the service allows it.
        public var leavesBodyUnsigned = false
        /// Whether the session token is added after signing instead of being signed.
        public var omitsSessionToken = false

        /// Creates the options for every service but S3.
        public init() {}

        /// The options for S3: the path as sent, and the body's digest in a header.
        public static var s3: Options {
            var options = Options()
            options.normalizesPath = false
            options.doubleEncodesPath = false
            options.signsBodyHeader = true
            return options
        }
    }

    /// The place of the signature in the request.
    public enum Form: Sendable {
        /// In the `Authorization` header.
        case headers
        /// In the query: the URL alone is valid for that many seconds.
        case query(expires: Int)
    }

    /// The service's name in signatures, such as `dynamodb`.
    public let service: String
    /// The region of the service.
    public let region: String
    /// The options of the service.
    public let options: Options
    private let keys: SigningKeys

    /// Creates a signer for a service in a region.
    public init(service: String, region: String, options: Options = Options()) {
        self.service = service
        self.region = region
        self.options = options
        keys = SigningKeys(region: region, service: service)
    }

    /// Returns the request with the headers that prove its sender: at least `Host`, `X-Amz-Date` and `Authorization`.
    ///
    /// An existing signature is replaced, so a retry can sign a signed request.
    public func sign(_ request: HTTPRequest, with credentials: Credentials, at moment: Instant) -> HTTPRequest {
        var draft = draft(of: request, with: credentials, at: moment, form: .headers)
        let signature = signature(of: draft, with: credentials)
        if let token = credentials.sessionToken, options.omitsSessionToken {
            draft.request.headers.add("X-Amz-Security-Token", token)
        }
        draft.request.headers.add("Authorization", authorization(of: draft, with: credentials, signature: signature))
        return draft.request
    }

    /// Returns the request with its signature in the query: anyone with its URL can send it for that many seconds.
    ///
    /// AWS accepts 1 to 604800 seconds; the request's headers must be sent with it. No function sends one: it is the
    /// other half of the cases published by AWS with which the signer is tested.
    public func presign(
        _ request: HTTPRequest, with credentials: Credentials, at moment: Instant, expires seconds: Int
    ) -> HTTPRequest {
        var draft = draft(of: request, with: credentials, at: moment, form: .query(expires: seconds))
        let signature = signature(of: draft, with: credentials)
        if let token = credentials.sessionToken, options.omitsSessionToken {
            draft.request.query += "&X-Amz-Security-Token=\(PercentEncoding.encode(token))"
        }
        draft.request.query += "&X-Amz-Signature=\(signature)"
        return draft.request
    }

    /// Returns the first step of signing, for tests and for comparison with a service's error message.
    public func canonicalRequest(
        _ request: HTTPRequest, with credentials: Credentials, at moment: Instant, form: Form = .headers
    ) -> String {
        draft(of: request, with: credentials, at: moment, form: form).canonicalRequest
    }

    /// Returns the second step of signing: the text that the key is applied to.
    public func stringToSign(
        _ request: HTTPRequest, with credentials: Credentials, at moment: Instant, form: Form = .headers
    ) -> String {
        stringToSign(draft(of: request, with: credentials, at: moment, form: form))
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

    private func draft(
        of request: HTTPRequest, with credentials: Credentials, at moment: Instant, form: Form
    ) -> Draft {
        let time = SigningTime(moment)
        let scope = scope(on: time.day)
        let bodyHash = options.leavesBodyUnsigned ? "UNSIGNED-PAYLOAD" : SHA256.hexHash(request.body)
        var request = request
        request.headers = headers(of: request, with: credentials, time: time, bodyHash: bodyHash, form: form)
        let headers = CanonicalHeaders(request.headers)
        if case .query(let seconds) = form {
            let signature = QuerySignature(
                credential: "\(credentials.accessKeyID)/\(scope)", time: time, expires: seconds,
                signedHeaders: headers.names, token: options.omitsSessionToken ? nil : credentials.sessionToken)
            request.query = signature.added(to: request.query)
        }
        return Draft(
            request: request, time: time, scope: scope, signedHeaders: headers.names,
            canonicalRequest: canonicalRequest(of: request, headers: headers, bodyHash: bodyHash))
    }

    private func headers(
        of request: HTTPRequest, with credentials: Credentials, time: SigningTime, bodyHash: String, form: Form
    ) -> HTTPHeaders {
        var hasHost = false
        var fields: [HTTPHeaders.Field] = []
        fields.reserveCapacity(request.headers.fields.count + 5)
        for field in request.headers.fields {
            switch field.name.lowercased() {
            case "authorization", "x-amz-date", "x-amz-security-token": continue
            case "x-amz-content-sha256" where options.signsBodyHeader: continue
            case "host": hasHost = true
            default: break
            }
            fields.append(field)
        }
        if !hasHost { fields.append(.init(name: "Host", value: request.endpoint.authority)) }
        if options.signsBodyHeader { fields.append(.init(name: "x-amz-content-sha256", value: bodyHash)) }
        if case .headers = form {
            fields.append(.init(name: "X-Amz-Date", value: time.text))
            if let token = credentials.sessionToken, !options.omitsSessionToken {
                fields.append(.init(name: "X-Amz-Security-Token", value: token))
            }
        }
        return HTTPHeaders(fields)
    }

    private func canonicalRequest(of request: HTTPRequest, headers: CanonicalHeaders, bodyHash: String) -> String {
        var text = ""
        text.reserveCapacity(headers.lines.utf8.count + headers.names.utf8.count + 256)
        for part in [
            request.method,
            CanonicalPath.make(
                request.path, normalizes: options.normalizesPath, doubleEncodes: options.doubleEncodesPath),
            CanonicalQuery.make(request.query), headers.lines, headers.names,
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
