import Bytes
import Time

/// Where an event stands among all of its status: by its start, then by its id.
///
/// It is the sort key of the index, and a cursor: what comes behind a place is the same whether or not an event is
/// still there.
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

    /// Reads what `cursor` writes; nil for anything else.
    init?(cursor: String) {
        guard let text = Base64URL.text(cursor) else { return nil }
        self.init(text)
    }

    /// The sort key.
    var text: String { "\(startsAt.iso8601)#\(id)" }

    /// The place as callers hand it back: no secret, and nothing is found by it but what everyone may see.
    var cursor: String { Base64URL.encode(text: text) }

    static func < (one: EventPlace, other: EventPlace) -> Bool { one.text < other.text }
}
