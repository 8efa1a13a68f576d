/// A name or a string: equal, ordered and measured by its UTF-8 bytes, as DynamoDB does.
///
/// Swift's own strings are equal when they look the same, and two spellings of `é` would be one key.
public struct Text: Hashable, Comparable, Sendable {
    public let utf8: [UInt8]

    public init(utf8: [UInt8]) {
        self.utf8 = utf8
    }

    public init(_ string: some StringProtocol) {
        utf8 = Array(string.utf8)
    }

    public func hash(into hasher: inout Hasher) {
        // All at once: an array would hash one byte after the other.
        utf8.withUnsafeBytes { hasher.combine(bytes: $0) }
    }

    public static func < (one: Text, other: Text) -> Bool {
        one.utf8.lexicographicallyPrecedes(other.utf8)
    }
}

extension Text: ExpressibleByStringLiteral, CustomStringConvertible {
    public init(stringLiteral: String) {
        self.init(stringLiteral)
    }

    public var description: String { String(decoding: utf8, as: UTF8.self) }
}
