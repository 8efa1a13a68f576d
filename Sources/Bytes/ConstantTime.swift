/// Comparison that takes the same time wherever two secrets differ.
public enum ConstantTime {
    /// Returns whether both are equal; the time it takes reveals only their lengths.
    public static func areEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        guard one.count == other.count else { return false }
        var difference: UInt8 = 0
        for index in one.indices {
            difference |= one[index] ^ other[index]
        }
        return difference == 0
    }
}
