import JSON
import Loopback
import Template
import Time
import TokenIssuer
import Tokens

/// Checks callers' tokens as the service's JWT authorizer does.
struct TokenGate {
    /// The result for a caller's token.
    enum Verdict {
        case welcome(Claims)
        case refused(LoopbackAnswer, why: String)
    }

    /// Makes a token for callers without one.
    typealias AnonymousToken = @Sendable (_ moment: Instant) throws(IssuingError) -> String

    private let keys: JSONWebKeySet
    private let anonymousToken: AnonymousToken?
    private let cors: CrossOrigin?

    init(_ key: SigningKey, anonymousToken: AnonymousToken? = nil, _ cors: CrossOrigin? = nil) throws(GatewayError) {
        self.anonymousToken = anonymousToken
        self.cors = cors
        do {
            keys = try JSONWebKeySet(parsing: key.publicKeySet.json())
        } catch {
            throw GatewayError("the issuer's key: \(error)")
        }
    }

    func judge(
        _ request: IncomingRequest, _ target: RequestTarget, _ authorizer: JWTAuthorizer, at moment: Instant
    ) -> Verdict {
        guard let token = token(request, target, authorizer.identitySource, at: moment) else {
            return .refused(Self.answer(401, "Bearer"), why: "there is no token")
        }
        let verifier = TokenVerifier(keys: keys, issuer: authorizer.issuer, audiences: authorizer.audiences)
        do throws(TokenError) {
            return .welcome(try verifier.verify(token, at: moment, requiringAnyOf: authorizer.scopes))
        } catch {
            return .refused(Self.answer(for: error, authorizer), why: error.description)
        }
    }

    private static func answer(for error: TokenError, _ authorizer: JWTAuthorizer) -> LoopbackAnswer {
        let scopes = authorizer.scopes.joined(separator: " ")
        if case .insufficientScope = error {
            return answer(403, "Bearer scope=\"\(scopes)\" error=\"insufficient_scope\"")
        }
        // A quote would end the parameter; the text contains nothing of the token itself.
        let words = error.description.filter { $0 != "\"" && $0 != "\\" }
        return answer(401, "Bearer scope=\"\(scopes)\" error=\"invalid_token\" error_description=\"\(words)\"")
    }

    private static func answer(_ status: Int, _ challenge: String) -> LoopbackAnswer {
        var answer = LoopbackAnswer.message(status)
        answer.headers.append(("www-authenticate", challenge))
        return answer
    }

    /// Returns the token without the prefix `Bearer`, or the anonymous user's if there is none, except for an empty
    /// token or another site's page.
    private func token(
        _ request: IncomingRequest, _ target: RequestTarget, _ source: String, at moment: Instant
    ) -> String? {
        let text: String? =
            if let name = source.suffix(after: "$request.header.") {
                request.headers[name.lowercased()]
            } else {
                source.suffix(after: "$request.querystring.").flatMap { target.parameters[$0] }
            }
        guard let text else {
            return AnonymousRequestGuard(request, cors).isAllowed ? try? anonymousToken?(moment) : nil
        }
        let token = text.prefix(7).lowercased() == "bearer " ? text.dropFirst(7).drop { $0 == " " } : text[...]
        return token.isEmpty ? nil : String(token)
    }
}

extension String {
    /// Returns the text after the prefix; nil if it has another beginning.
    fileprivate func suffix(after prefix: String) -> String? {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }
}
