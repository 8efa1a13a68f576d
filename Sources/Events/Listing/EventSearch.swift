import Bytes
public import Platform
import Time

/// Which events are looked for, and which of those that are found are shown.
public struct EventSearch: Equatable, Sendable {
    /// How many events a search by title looks at for one page: whoever asks need not say who they are.
    static let mostSearched = 200
    static let dateRule = FieldRule.other("must be YYYY-MM-DD or an ISO 8601 date-time")

    /// Nil for all of them.
    var status: EventStatus?
    /// The least sort key that counts.
    var low = " "
    /// The greatest one; any place lies before the colon, which follows the digits.
    var high = ":"
    /// What the title has in it, in lower case.
    var words: String?
    var limit = 50
    var offset = 0

    /// What the next page is asked with, but for where it begins.
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

    /// The query that asks for what comes behind a page.
    public func query(behind page: EventPage) -> String? {
        page.next.map { next in
            (parameters + (page.skipsLeft > 0 ? [("offset", String(page.skipsLeft))] : []) + [("cursor", next)])
                .map { "\($0.name)=\(PercentEncoding.encode($0.value))" }
                .joined(separator: "&")
        }
    }

    /// How many events are looked at for one page.
    ///
    /// Without words each event counts, so that the limit and the offset are the bound.
    var mostExamined: Int { words == nil ? .max : Self.mostSearched }

    /// Whether an event of that title is looked for.
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
    /// Whether those elements stand in it, one behind the other.
    fileprivate func hasPart(_ part: some Collection<Element>) -> Bool {
        indices.contains { self[$0...].starts(with: part) }
    }
}

/// An end of the time in which events are looked for: a day, which counts whole, or a moment, in UTC unless it says so.
struct EventBound {
    /// As it was given.
    let text: String
    /// The sort key before everything that begins with it.
    let low: String
    /// The sort key behind everything that begins with it.
    let high: String

    /// Nil for what is neither a date nor a moment.
    init?(_ text: String) {
        self.text = text
        if let day = CivilDate(iso8601: text) {
            low = "\(text)T"
            // Behind the T that every moment of the day has.
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
