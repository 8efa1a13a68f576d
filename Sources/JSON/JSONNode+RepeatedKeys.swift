extension JSONNode {
    /// Whether two members of this object have the same key; false for anything but an object.
    ///
    /// Readers take the last of them. Where two programs must never read one text differently, it is no text to take.
    public var hasRepeatedKeys: Bool {
        var seen: Set<[UInt8]> = []
        return document.keys(of: index).contains { !seen.insert(document.utf8(document.tokens[$0])).inserted }
    }
}
