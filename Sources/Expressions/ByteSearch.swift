extension [UInt8] {
    /// Returns whether the bytes contain the part.
    ///
    /// Both may be 400 KB long and hostile, so no byte may be examined twice: after a mismatch the search continues
    /// with the longest prefix of the part that is a suffix of the bytes so far (Knuth, Morris and Pratt).
    func hasRange(_ part: [UInt8]) -> Bool {
        guard !part.isEmpty else { return true }
        guard part.count <= count else { return false }
        let borders = part.borders
        var matched = 0
        for byte in self {
            while matched > 0, part[matched] != byte { matched = borders[matched - 1] }
            if part[matched] == byte { matched += 1 }
            if matched == part.count { return true }
        }
        return false
    }

    /// For each prefix, the length of its longest proper prefix that is also its suffix.
    private var borders: [Int] {
        var borders = [Int](repeating: 0, count: count)
        var length = 0
        for index in indices.dropFirst() {
            while length > 0, self[index] != self[length] { length = borders[length - 1] }
            if self[index] == self[length] { length += 1 }
            borders[index] = length
        }
        return borders
    }
}
