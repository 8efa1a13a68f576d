extension String {
    /// Whether both are the same bytes.
    ///
    /// Swift's own comparison takes texts for equal that Unicode says look the same, such as the letter K and the
    /// kelvin sign: two names of different issuers or keys.
    func hasSameBytes(as other: String) -> Bool {
        utf8.elementsEqual(other.utf8)
    }
}
