extension APIResponse {
    /// The answer with leave for caches to keep it for so many seconds, if whoever asked did not say who they are.
    ///
    /// Whoever did is answered anew each time: they may look for what they have just written. Caches keep the two
    /// apart, and origins too, for each of which API Gateway adds a header of its own.
    public func kept(seconds: Int, for request: APIRequest) -> APIResponse {
        var answer = self
        answer.headers["cache-control"] = request.isAnonymous ? "public, max-age=\(seconds)" : "no-store"
        answer.headers["vary"] = "authorization, origin"
        return answer
    }
}

extension APIRequest {
    /// Whether nothing in it says who is calling; a token counts on routes that do not look at it, too.
    var isAnonymous: Bool { claims == nil && headers["authorization"] == nil }
}
