/// The query in the form that a signature is computed from: sorted by name, then by value, each encoded once.
enum CanonicalQuery {
    /// Returns the canonical query; a name without `=` has an empty value, and `+` is a plus, not a space.
    static func make(_ query: String) -> String {
        if query.isEmpty { return query }
        let items = query.utf8.split(separator: UInt8(ascii: "&")).map(Item.init).sorted()
        return String(decoding: Array(items.map(\.encoded).joined(separator: [UInt8(ascii: "&")])), as: UTF8.self)
    }

    private struct Item: Comparable {
        private let name: [UInt8]
        private let value: [UInt8]

        init(_ text: Substring.UTF8View) {
            let end = text.firstIndex(of: UInt8(ascii: "=")) ?? text.endIndex
            name = Self.encoded(text[..<end])
            value = Self.encoded(text[end...].dropFirst())
        }

        var encoded: [UInt8] {
            name + [UInt8(ascii: "=")] + value
        }

        static func < (one: Item, other: Item) -> Bool {
            if one.name == other.name { return one.value.lexicographicallyPrecedes(other.value) }
            return one.name.lexicographicallyPrecedes(other.name)
        }

        private static func encoded(_ text: Substring.UTF8View) -> [UInt8] {
            var encoded: [UInt8] = []
            CanonicalEncoding.append(text, to: &encoded)
            return encoded
        }
    }
}
