/// A complete HTTP API event for Codable; both decoders read this type.
struct SampleEvent: Codable {
    struct Context: Codable {
        struct Authorizer: Codable {
            struct Token: Codable {
                let claims: [String: String]
                let scopes: [String]?
            }

            let jwt: Token
        }

        struct Call: Codable {
            let method: String
            let path: String
            let `protocol`: String
            let sourceIp: String
            let userAgent: String
        }

        let accountId: String
        let apiId: String
        let authorizer: Authorizer?
        let domainName: String
        let domainPrefix: String
        let http: Call
        let requestId: String
        let routeKey: String
        let stage: String
        let time: String
        let timeEpoch: Int
    }

    let version: String
    let routeKey: String
    let rawPath: String
    let rawQueryString: String
    let cookies: [String]?
    let headers: [String: String]
    let requestContext: Context
    let pathParameters: [String: String]?
    let body: String?
    let isBase64Encoded: Bool
}
