public import Platform

extension APIRequest {
    /// The caller, if the rule lets them do what they ask for.
    ///
    /// - Throws: What `requireIdentity()` throws, or the `AccessError` that goes with the rule.
    public func requireIdentity(_ access: Access) throws -> Identity {
        let caller = try requireIdentity()
        try caller.require(access)
        return caller
    }
}
