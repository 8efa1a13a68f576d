/// Reads one environment variable; nil when it is missing or empty, and an error when it cannot stand in a header.
func setting(_ name: String, _ lookup: (String) -> String?) throws(CredentialsError) -> String? {
    guard let value = lookup(name), !value.isEmpty else { return nil }
    guard value.isPrintableASCII else {
        throw .invalidSetting(name: name, reason: "has a character that is not printable ASCII")
    }
    return value
}

extension String {
    /// Whether it can stand in a header without ending it: no control characters, nothing beyond ASCII.
    var isPrintableASCII: Bool {
        utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }
}
