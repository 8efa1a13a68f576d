extension KeyRange {
    /// Whether a partition is in a segment; other ranges are not divided by partitions' hashes and hold any.
    public func mayHold(partition hash: [UInt8]) -> Bool {
        guard case .segment(let number, let count) = self else { return true }
        let bytes = SpreadHash.bytes(of: hash)
        return !bytes.lexicographicallyPrecedes(SpreadHash.start(ofSegment: number, of: count))
            && bytes.lexicographicallyPrecedes(SpreadHash.start(ofSegment: number + 1, of: count))
    }
}
