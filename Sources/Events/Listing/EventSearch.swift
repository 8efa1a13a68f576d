import Bytes
public import Platform
import Time

/// A selection of events, and of the part of them that is shown.
public struct EventSearch: Equatable, Sendable {
    /// The number of events that a search by title looks at for one page, since callers may be anonymous.
    static let mostSearched = 200
    static let dateRule = FieldRule.other("must be YYYY-MM-DD or an ISO 8601 date-time")

    /// The status of the events; nil for all.
    var status: EventStatus?
    /// The least sort key in the search.
    var low = " "
    /// The greatest sort key; every place lies before the colon, which follows the digits.
    var high = ":"
    /// The text that a title must have in it, in lower case.
    var words: String?
    var limit = 50
    var offset = 0

    /// The parameters of the next page's query, except where it begins.
    private var parameters: [(name: String, value: String)] = []

    /// Reads a search out of a query.
    public init(reading fields: inout QueryFields) {
        status = fields.choice(ifGiven: "status")
        let from = fields.value(ifGiven: "from", or: Self.dateRule) { EventBound($0) }
        let to = fields.value(ifGiven: "to", or: Self.dateRule) { EventBound($0) }
        let text = fields.text(ifGiven: "q", 1...200)
        words = text?.lowercased()
        limit = fields.limit()
        offset = fields.offset()
        let after = fields.cursor(EventPlace.text(ofCursor:))
        low = max(from?.low ?? low, after.map { $0 + " " } ?? low)
        high = to?.high ?? high
        parameters = [
            ("status", status?.rawValue), ("from", from?.text), ("to", to?.text), ("q", text), ("limit", String(limit)),
        ].compactMap { name, value in value.map { (name, $0) } }
    }

    /// Returns the query that asks for what follows a page; nil if nothing does.
    public func query(after page: EventPage) -> String? {
        page.next.map { next in
            (parameters + (page.skipsLeft > 0 ? [("offset", String(page.skipsLeft))] : []) + [("cursor", next)])
                .map { "\($0.name)=\(PercentEncoding.encode($0.value))" }
                .joined(separator: "&")
        }
    }

    /// The number of events looked at for one page.
    ///
    /// Without words each event counts, and the limit and the offset are the bound.
    var mostExamined: Int { words == nil ? .max : Self.mostSearched }

    /// Returns whether a title matches the search.
    func matches(_ title: String) -> Bool {
        guard let words else { return true }
        let title = title.lowercased()
        // Bytes are quicker; characters are the same however an accent is spelled.
        return title.utf8.hasPart(words.utf8) || title.hasPart(words)
    }

    public static func == (one: EventSearch, other: EventSearch) -> Bool {
        one.status == other.status && one.low == other.low && one.high == other.high && one.words == other.words
            && one.limit == other.limit && one.offset == other.offset
    }
}

extension Collection where Element: Equatable {
    /// Returns whether those elements stand in it, one after the other.
    fileprivate func hasPart(_ part: some Collection<Element>) -> Bool {
        indices.contains { self[$0...].starts(with: part) }
    }
}

/// An end of the time in which events are searched: a day, which counts whole, or a moment, in UTC unless it says so.
struct EventBound {
    /// The text as it was given.
    let text: String
    /// The sort key before everything that begins with it.
    let low: String
    /// The sort key after everything that begins with it.
    let high: String

    /// Creates a bound; nil if the text is neither a date nor a moment.
    init?(_ text: String) {
        self.text = text
        if let day = CivilDate(iso8601: text) {
            low = "\(text)T"
            // The key after the T that every moment of the day has.
            high = "\(day.iso8601)U"
        } else if let moment = Self.moment(text) {
            low = moment.iso8601
            high = "\(moment.iso8601)$"
        } else {
            return nil
        }
    }

    private static func moment(_ text: String) -> Instant? {
        Instant(iso8601: text) ?? CivilDateTime(iso8601: text).map { Instant($0, offset: 0) }
    }
}
