import JSON

/// The bytes of a text, as a document comes in.
func bytes(_ text: String) -> [UInt8] {
    Array(text.utf8)
}

/// The bytes as text, to compare with what is expected and to read when a test fails.
func text(_ bytes: [UInt8]) -> String {
    String(decoding: bytes, as: UTF8.self)
}

/// The root of a document that is known to be JSON.
func node(_ text: String) throws -> JSONNode {
    try JSONDocument(parsing: bytes(text)).root
}
