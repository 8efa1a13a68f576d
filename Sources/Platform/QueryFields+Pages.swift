/// What every list takes: at most a hundred at a time, a thousand passed over, and what is further away by a cursor.
extension QueryFields {
    /// How many a page has at most.
    public mutating func limit() -> Int { integer(ifGiven: "limit", 1...100) ?? 50 }

    /// How many are passed over first.
    public mutating func offset() -> Int { integer(ifGiven: "offset", 0...1_000) ?? 0 }

    /// Where the page begins, as `read` finds it in the text; nil for the beginning.
    public mutating func cursor<Place>(_ read: (String) -> Place?) -> Place? {
        value(ifGiven: "cursor", or: .other("is not a cursor of this list"), read)
    }
}
