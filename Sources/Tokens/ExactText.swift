extension String {
    /// Returns whether both consist of the same bytes.
    ///
    /// Swift's own comparison treats canonically equivalent texts as equal, such as the letter K and the kelvin sign,
    /// which can be names of different issuers or keys.
    func hasSameBytes(as other: String) -> Bool {
        utf8.elementsEqual(other.utf8)
    }
}
