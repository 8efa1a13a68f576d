/// Returns an environment variable's value; nil when it is missing or empty.
///
/// - Throws: `invalidSetting` when the value can't be sent in a header.
func setting(_ name: String, _ lookup: (String) -> String?) throws(CredentialsError) -> String? {
    guard let value = lookup(name), !value.isEmpty else { return nil }
    guard value.isPrintableASCII else {
        throw .invalidSetting(name: name, reason: "has a character that is not printable ASCII")
    }
    return value
}

extension String {
    /// Whether the text can be part of a header's value: printable ASCII only.
    var isPrintableASCII: Bool {
        utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }
}
