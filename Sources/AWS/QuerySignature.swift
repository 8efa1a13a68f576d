internal import Bytes

/// The query parameters of a signed URL, without the signature itself.
struct QuerySignature {
    let credential: String
    let time: SigningTime
    let expires: Int
    let signedHeaders: String
    let token: String?

    /// Returns the query with these parameters added at the end; those of an earlier signature are removed.
    func added(to query: String) -> String {
        let own = query.utf8.split(separator: UInt8(ascii: "&")).filter { item in
            !Self.names.contains { item.starts(with: "\($0)=".utf8) }
        }
        return (own.map { String(Substring($0)) } + parameters).joined(separator: "&")
    }

    private static let names = [
        "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders",
        "X-Amz-Security-Token", "X-Amz-Signature",
    ]

    private var parameters: [String] {
        var parameters = [
            "X-Amz-Algorithm=AWS4-HMAC-SHA256",
            "X-Amz-Credential=\(PercentEncoding.encode(credential))",
            "X-Amz-Date=\(time.text)",
            "X-Amz-Expires=\(expires)",
            "X-Amz-SignedHeaders=\(PercentEncoding.encode(signedHeaders))",
        ]
        if let token { parameters.append("X-Amz-Security-Token=\(PercentEncoding.encode(token))") }
        return parameters
    }
}
