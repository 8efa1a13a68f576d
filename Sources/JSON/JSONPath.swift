/// The path to a place in a document, built from the outside in: `items[3].name`.
struct JSONPath {
    /// The number of scalars of a key to show: a key comes from outside and may be a megabyte long, even as a single
    /// character.
    static let longestKey = 64

    private(set) var text = ""

    mutating func append(key: String) {
        separate()
        let shown = key.unicodeScalars.prefix(Self.longestKey)
        text.unicodeScalars += shown
        if shown.endIndex != key.endIndex { text += "…" }
    }

    mutating func append(index: Int) {
        text += "[\(index)]"
    }

    /// Appends a path that continues this one.
    mutating func append(rest: String) {
        if rest.utf8.first != UInt8(ascii: "["), !rest.isEmpty { separate() }
        text += rest
    }

    private mutating func separate() {
        if !text.isEmpty { text += "." }
    }
}

extension JSONPath {
    init(_ codingPath: [any CodingKey]) {
        for key in codingPath {
            if let index = key as? ElementKey {
                append(index: index.position)
            } else {
                append(key: key.stringValue)
            }
        }
    }
}

/// The coding key of an element of an array.
struct ElementKey: CodingKey {
    let position: Int

    init(_ position: Int) {
        self.position = position
    }

    init?(intValue: Int) {
        position = intValue
    }

    init?(stringValue: String) {
        guard let position = Int(stringValue) else { return nil }
        self.position = position
    }

    var intValue: Int? { position }
    var stringValue: String { String(position) }
}

/// The coding key of a member of a dictionary.
struct NameKey: CodingKey {
    let stringValue: String

    init(stringValue: String) {
        self.stringValue = stringValue
    }

    init?(intValue: Int) {
        stringValue = String(intValue)
    }

    var intValue: Int? { Int(stringValue) }
}
