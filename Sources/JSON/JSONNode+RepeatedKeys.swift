extension JSONNode {
    /// Whether two members of this object have the same key; false for anything but an object.
    ///
    /// Readers use the last of them. Where two programs must never read a text differently, refuse it.
    public var hasRepeatedKeys: Bool {
        var seen: Set<[UInt8]> = []
        return document.keys(of: index).contains { !seen.insert(document.utf8(document.tokens[$0])).inserted }
    }
}
