import JSON

/// Returns the bytes of a document.
func bytes(_ text: String) -> [UInt8] {
    Array(text.utf8)
}

/// Returns the bytes as text, for comparison and for readable failures.
func text(_ bytes: [UInt8]) -> String {
    String(decoding: bytes, as: UTF8.self)
}

/// Returns the root of a valid document.
func node(_ text: String) throws -> JSONNode {
    try JSONDocument(parsing: bytes(text)).root
}
