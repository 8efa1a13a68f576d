public import Platform

extension APIRequest {
    /// Returns the caller, if the rule allows what they request.
    ///
    /// - Throws: The error of `requireIdentity()`, or the rule's `AccessError`.
    public func requireIdentity(_ access: Access) throws -> Identity {
        let caller = try requireIdentity()
        try caller.require(access)
        return caller
    }
}
