extension KeyRange {
    /// Returns whether a partition is in a segment; ranges that are not segments may hold any partition.
    public func mayHold(partition hash: [UInt8]) -> Bool {
        guard case .segment(let number, let count) = self else { return true }
        let bytes = SpreadHash.bytes(of: hash)
        return !bytes.lexicographicallyPrecedes(SpreadHash.start(ofSegment: number, of: count))
            && bytes.lexicographicallyPrecedes(SpreadHash.start(ofSegment: number + 1, of: count))
    }
}
