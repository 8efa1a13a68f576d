extension APIResponse {
    /// Returns the answer with permission for caches to store it for that many seconds, if the caller is anonymous.
    ///
    /// Callers with a token always get a new answer: they may look for something they have just written. Caches keep
    /// the two apart, and also origins, for each of which API Gateway adds a header.
    public func kept(seconds: Int, for request: APIRequest) -> APIResponse {
        var answer = self
        answer.headers["cache-control"] = request.isAnonymous ? "public, max-age=\(seconds)" : "no-store"
        answer.headers["vary"] = "authorization, origin"
        return answer
    }
}

extension APIRequest {
    /// Whether nothing in the request identifies the caller; a token counts even on routes that don't read it.
    var isAnonymous: Bool { claims == nil && headers["authorization"] == nil }
}
