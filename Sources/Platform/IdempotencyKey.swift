/// The name that a caller gave a request, so that sending it again does it once and answers the same.
public struct IdempotencyKey: Equatable, Sendable {
    /// 1 to 255 printable ASCII characters.
    public let text: String
    /// What must be the same when the key comes again: method, path and body, and where one ends and the next begins.
    public let request: [UInt8]

    /// Nil for a text that is no key.
    public init?(_ text: String, method: String, path: String, body: [UInt8]) {
        guard (1...255).contains(text.utf8.count), text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            return nil
        }
        self.text = text
        request = Array("\(method)\n\(path.utf8.count)\n\(path)\n".utf8) + body
    }
}
