/// The parameters of every list: at most a hundred items at a time and a thousand skipped; a cursor reaches the rest.
extension QueryFields {
    /// Reads the maximum number of items in a page.
    public mutating func limit() -> Int { integer(ifGiven: "limit", 1...100) ?? 50 }

    /// Reads the number of items to skip.
    public mutating func offset() -> Int { integer(ifGiven: "offset", 0...1_000) ?? 0 }

    /// Reads the start of the page, converted with `read`; nil for the beginning of the list.
    public mutating func cursor<Place>(_ read: (String) -> Place?) -> Place? {
        value(ifGiven: "cursor", or: .other("is not a cursor of this list"), read)
    }
}
