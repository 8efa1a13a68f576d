public import DynamoDB
public import Platform
public import Profiles
public import Storage
public import Time

/// A piece of news for one user, with the facts of its time, which no later change alters.
public struct News: Equatable, Sendable {
    /// The kind of outbox entry that a cause leaves, one for each user.
    public static let effect = "news"

    private static let farewell = "isFarewell"
    /// The path of the entry's mark that it is a farewell.
    static let farewellPath = AttributePath("payload", .member(farewell))

    /// The name of the occasion, by which `NewsKind` finds the words for it.
    public let kind: String
    /// The user who gets the news.
    public let user: UserID
    /// The user's contact.
    public internal(set) var contact: Contact
    /// The facts about the occasion, as the kind stores them.
    public let facts: Item
    /// The path of the page about it, by its segments; empty if there is none.
    public let link: [String]
    /// A Boolean value that is true for the last news before an erasure, which are sent in spite of it.
    public let isFarewell: Bool
    /// The time of the occasion.
    public let happenedAt: Instant

    /// Creates news of the given parts.
    public init(
        _ kind: String, for user: UserID, _ contact: Contact, facts: Item, link: [String] = [],
        isFarewell: Bool = false, at moment: Instant
    ) {
        self.kind = kind
        self.user = user
        self.contact = contact
        self.facts = facts
        self.link = link
        self.isFarewell = isFarewell
        happenedAt = moment
    }

    /// The outbox entry that a cause leaves in its own transaction.
    public var entry: OutboxEntry { entry(of: Self.effect, at: happenedAt) }

    /// Returns an entry of the given kind and time with these news.
    func entry(of kind: String, at moment: Instant) -> OutboxEntry {
        var payload: Item = [
            "news": .string(self.kind), "contact": .map(contact.item), "facts": .map(facts),
            "happenedAt": .string(happenedAt.iso8601),
        ]
        if !link.isEmpty { payload["link"] = .list(link.map(AttributeValue.string)) }
        if isFarewell { payload[Self.farewell] = true }
        return OutboxEntry(id: .make(at: moment), kind: kind, user: user, payload: payload, createdAt: moment)
    }

    /// Reads the news in an entry.
    ///
    /// - Throws: `EffectError.unreadable` with the member that is missing.
    public init(_ entry: OutboxEntry) throws(EffectError) {
        let payload = Payload(entry.payload)
        guard let user = entry.user else { throw .unreadable("userId") }
        guard let contact = Contact(try payload.part("contact").members) else { throw .unreadable("contact.name") }
        self.init(
            try payload.text("news"), for: user, contact, facts: try payload.part("facts").members,
            link: entry.payload["link"]?.list?.compactMap(\.string) ?? [],
            isFarewell: payload.has(Self.farewell), at: try payload.instant("happenedAt"))
    }
}
