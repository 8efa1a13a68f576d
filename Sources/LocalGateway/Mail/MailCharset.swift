/// The character sets that are decoded.
enum MailCharset {
    /// Returns the bytes as text; invalid bytes and unknown sets are read as UTF-8 or else as Latin-1.
    static func text(_ bytes: some Collection<UInt8>, named name: String) -> String {
        let isLatin = ["iso-8859-1", "latin1", "windows-1252"].contains(name.lowercased())
        if !isLatin, let text = String(validating: bytes, as: UTF8.self) { return text }
        return String(String.UnicodeScalarView(bytes.lazy.map { Unicode.Scalar($0) }))
    }
}
