/// The algorithms that API Gateway's JWT authorizers accept: RSASSA-PKCS1-v1_5 with three digests (RFC 7518).
public enum SignatureAlgorithm: String, CaseIterable, Sendable {
    case rs256 = "RS256"
    case rs384 = "RS384"
    case rs512 = "RS512"
}
