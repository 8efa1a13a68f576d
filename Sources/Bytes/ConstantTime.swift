/// Comparison whose duration says nothing about where two secrets differ.
public enum ConstantTime {
    /// Whether both are the same; only their lengths can be learnt from the time it takes.
    public static func areEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        guard one.count == other.count else { return false }
        var difference: UInt8 = 0
        for index in one.indices {
            difference |= one[index] ^ other[index]
        }
        return difference == 0
    }
}
