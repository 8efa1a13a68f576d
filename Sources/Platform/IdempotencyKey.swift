/// A caller's key for a request: sending it again executes it once and gives the same answer.
public struct IdempotencyKey: Equatable, Sendable {
    /// 1 to 255 printable ASCII characters.
    public let text: String
    /// The parts that must match when the key is used again: method, path and body, with their boundaries.
    public let request: [UInt8]

    /// Creates a key; nil if the text is invalid.
    public init?(_ text: String, method: String, path: String, body: [UInt8]) {
        guard (1...255).contains(text.utf8.count), text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            return nil
        }
        self.text = text
        request = Array("\(method)\n\(path.utf8.count)\n\(path)\n".utf8) + body
    }
}
