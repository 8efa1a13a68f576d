import Loopback
import Template

/// An API's answers to cross-origin requests.
struct CrossOrigin {
    let rules: CORS

    /// Returns the answer to a preflight request; nil for any other request.
    func preflight(_ request: IncomingRequest) -> LoopbackAnswer? {
        guard request.method == "OPTIONS", request.headers["origin"] != nil,
            request.headers["access-control-request-method"] != nil
        else { return nil }
        return LoopbackAnswer(status: 204)
    }

    /// Returns whether a page with that origin may call.
    func allows(_ origin: String) -> Bool { allowed(origin) != nil }

    /// Returns the answer with the API's cross-origin headers in place of the function's.
    func apply(to answer: LoopbackAnswer, of request: IncomingRequest) -> LoopbackAnswer {
        var answer = answer
        answer.headers.removeAll { $0.name.hasPrefix("access-control-") }
        guard let origin = request.headers["origin"], let allowed = allowed(origin) else { return answer }
        answer.headers.append(("access-control-allow-origin", allowed))
        if rules.allowsCredentials { answer.headers.append(("access-control-allow-credentials", "true")) }
        append("access-control-expose-headers", rules.exposeHeaders, to: &answer)
        guard request.method == "OPTIONS" else { return answer }
        append("access-control-allow-methods", rules.allowMethods, to: &answer)
        append("access-control-allow-headers", rules.allowHeaders, to: &answer)
        if let maxAge = rules.maxAge { answer.headers.append(("access-control-max-age", String(maxAge))) }
        return answer
    }

    private func append(_ name: String, _ values: [String], to answer: inout LoopbackAnswer) {
        if !values.isEmpty { answer.headers.append((name, values.joined(separator: ","))) }
    }

    /// Returns the allowed origin to answer with: the page's own or `*`; nil if it may not call.
    private func allowed(_ origin: String) -> String? {
        if rules.allowOrigins.contains("*") { return "*" }
        let isNamed = rules.allowOrigins.contains { pattern in
            guard pattern.hasSuffix("*") else { return pattern.lowercased() == origin.lowercased() }
            return origin.lowercased().hasPrefix(pattern.dropLast().lowercased())
        }
        return isNamed ? origin : nil
    }
}
