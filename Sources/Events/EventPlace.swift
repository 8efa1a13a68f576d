import Time

/// A position in the order of all events of a status: by start, then by id.
///
/// It is the sort key of the index and, in other characters, a cursor: what follows a position is the same whether or
/// not its event still exists.
struct EventPlace: Equatable, Comparable {
    let startsAt: Instant
    let id: EventID

    init(of event: Event) {
        startsAt = event.time.startsAt
        id = event.id
    }

    /// Reads what `text` writes; nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let startsAt = Instant(iso8601: String(parts[0])), let id = EventID(String(parts[1])),
            startsAt.iso8601.utf8.elementsEqual(parts[0].utf8)
        else { return nil }
        self.startsAt = startsAt
        self.id = id
    }

    /// The sort key.
    var text: String { "\(startsAt.iso8601)#\(id)" }

    /// The position as callers hand it back, in characters that a URL may have: the digits of the moment, and the id.
    ///
    /// It is no secret, and it finds only what everyone may see.
    var cursor: String { "\(startsAt.iso8601.filter(\.isNumber)).\(id)" }

    /// Returns the sort key that a cursor stands for; nil if the text is not a cursor.
    ///
    /// The day is not checked: one that does not exist still has its place in the order.
    static func text(ofCursor cursor: String) -> String? {
        let parts = cursor.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let form = "0000-00-00T00:00:00.000Z"
        guard parts.count == 2, let id = EventID(String(parts[1])),
            parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            parts[0].utf8.count == form.utf8.count(where: { $0 == 0x30 })
        else { return nil }
        var digits = parts[0].makeIterator()
        return String(form.compactMap { $0 == "0" ? digits.next() : $0 }) + "#\(id)"
    }

    static func < (one: EventPlace, other: EventPlace) -> Bool { one.text < other.text }
}
