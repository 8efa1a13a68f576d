/// A name or a string that is compared, ordered and measured by its UTF-8 bytes, as in DynamoDB.
///
/// Swift's own strings are equal if they are canonically equivalent, which would make two spellings of `é` one key.
public struct Text: Hashable, Comparable, Sendable {
    public let utf8: [UInt8]

    public init(utf8: [UInt8]) {
        self.utf8 = utf8
    }

    public init(_ string: some StringProtocol) {
        utf8 = Array(string.utf8)
    }

    public func hash(into hasher: inout Hasher) {
        // Hash all bytes at once: an array would hash them one by one.
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
