public import AWS
import Bytes
import Loopback
import Synchronization
import Time

/// The requirements for clients' signatures.
public enum Signatures: Sendable {
    /// Any signature of the right form.
    case wellFormed
    /// A signature made with these credentials.
    case verified(Credentials)
}

/// Checks the signature of each request (Signature Version 4).
final class SignatureCheck: Sendable {
    private let signatures: Signatures
    private let region: String
    /// The key of the day, which takes four MACs to derive and one to use.
    private let dayKey = Mutex<(day: [UInt8], key: HMACSHA256)?>(nil)

    private static let service = "dynamodb"
    private static let terminator = "aws4_request"
    private static let minutesOfGrace = 5

    init(_ signatures: Signatures, region: String) {
        self.signatures = signatures
        self.region = region
    }

    /// Throws the service's error for a request that is not signed as required.
    func check(_ request: LoopbackRequest, at now: Instant) throws(ServiceFailure) {
        let header = request.header("authorization")
        try refuseQuerySignature(request, hasHeader: header != nil)
        let date = request.header("x-amz-date")
        let authorization = try Authorization(header, hasDate: date != nil || request.header("date") != nil)
        guard case .verified(let credentials) = signatures else { return try refusePage(request) }
        try checkSignedHeaders(authorization, of: request)
        let time = try SignedTime(date)
        try time.check(at: now, minutes: Self.minutesOfGrace)
        try checkScope(authorization.credential, time)
        try checkIdentity(authorization, of: request, credentials)
        try checkSignature(authorization, of: request, time, credentials)
    }

    private func refuseQuerySignature(_ request: LoopbackRequest, hasHeader: Bool) throws(ServiceFailure) {
        // Nearly all requests go to "/", which has no query to check.
        guard request.targetBytes.count > 1, request.target.contains("X-Amz-Algorithm=") else { return }
        throw .invalidSignature(
            hasHeader
                ? "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."
                : "Signatures in the query are not taken here: sign with the 'Authorization' header.")
    }

    /// Throws for requests from web pages, which could invent a key where any is accepted: browsers send an origin,
    /// programs don't.
    private func refusePage(_ request: LoopbackRequest) throws(ServiceFailure) {
        guard request.header("origin") == nil else { throw .forPrograms }
    }

    private func checkSignedHeaders(
        _ authorization: Authorization, of request: LoopbackRequest
    ) throws(ServiceFailure) {
        let names = authorization.signedHeaders.split(separator: UInt8(ascii: ";"))
        let isSigned = { (name: String) in names.contains { $0.elementsEqual(name.utf8) } }
        guard isSigned("host") else {
            throw .invalidSignature("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.")
        }
        guard isSigned("x-amz-date") else {
            throw .invalidSignature("'X-Amz-Date' must be a 'SignedHeader' in the AWS Authorization.")
        }
        if request.header("x-amz-security-token") != nil, !isSigned("x-amz-security-token") {
            throw .invalidSignature("'X-Amz-Security-Token' must be a 'SignedHeader' in the AWS Authorization.")
        }
    }

    private func checkScope(_ scope: Authorization.Credential, _ time: SignedTime) throws(ServiceFailure) {
        guard scope.day.elementsEqual(time.day) else {
            throw .invalidSignature(
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
                    + "'\(Self.text(scope.day))' != '\(Self.text(time.day))', from '\(Self.text(time.text))'.")
        }
        guard scope.region.elementsEqual(region.utf8) else {
            throw .invalidSignature(
                "Credential should be scoped to a valid region, not '\(Self.text(scope.region))'. ")
        }
        guard scope.service.elementsEqual(Self.service.utf8) else {
            throw .invalidSignature("Credential should be scoped to correct service: '\(Self.service)'. ")
        }
        guard scope.terminator.elementsEqual(Self.terminator.utf8) else {
            throw .invalidSignature(
                "Credential should be scoped with a valid terminator: '\(Self.terminator)', "
                    + "not '\(Self.text(scope.terminator))'. ")
        }
    }

    private func checkIdentity(
        _ authorization: Authorization, of request: LoopbackRequest, _ credentials: Credentials
    ) throws(ServiceFailure) {
        let token = request.header("x-amz-security-token").map { Array($0) } ?? []
        let isKnown = ConstantTime.areEqual(Array(authorization.credential.keyID), Array(credentials.accessKeyID.utf8))
        let isInSession = ConstantTime.areEqual(token, Array((credentials.sessionToken ?? "").utf8))
        guard isKnown, isInSession else { throw .unknownClient }
    }

    private func checkSignature(
        _ authorization: Authorization, of request: LoopbackRequest, _ time: SignedTime, _ credentials: Credentials
    ) throws(ServiceFailure) {
        let canonical = CanonicalRequest(request, signedHeaders: authorization.signedHeaders)
        var toSign = Array("AWS4-HMAC-SHA256\n".utf8)
        toSign += time.text
        toSign.append(UInt8(ascii: "\n"))
        toSign += time.day
        toSign += "/\(region)/\(Self.service)/\(Self.terminator)\n".utf8
        Hex.encode(SHA256.hash(canonical.bytes), into: &toSign)
        var expected: [UInt8] = []
        Hex.encode(key(for: time.day, credentials).authenticate(toSign), into: &expected)
        guard ConstantTime.areEqual(Array(authorization.signature), expected) else {
            throw Self.mismatch(canonical.bytes, toSign)
        }
    }

    private func key(for day: [UInt8], _ credentials: Credentials) -> HMACSHA256 {
        dayKey.withLock { latest in
            if let latest, latest.day == day { return latest.key }
            let secret = HMACSHA256(key: Array("AWS4\(credentials.secretAccessKey)".utf8))
            let scope = [day, Array(region.utf8), Array(Self.service.utf8), Array(Self.terminator.utf8)]
            let key = scope.reduce(secret) { key, part in HMACSHA256(key: key.authenticate(part)) }
            latest = (day, key)
            return key
        }
    }

    private static func mismatch(_ canonical: [UInt8], _ toSign: [UInt8]) -> ServiceFailure {
        .invalidSignature(
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
                + "Access Key and signing method. Consult the service documentation for details.\n\n"
                + "The Canonical String for this request should have been\n'\(text(canonical))'\n\n"
                + "The String-to-Sign should have been\n'\(text(toSign))'\n")
    }

    private static func text(_ bytes: some Collection<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}
