public import DynamoDB
public import Platform
public import Profiles
public import Storage
public import Time

/// Something that one user is told, as it was when it came about: nothing that changes later changes it.
public struct News: Equatable, Sendable {
    /// The kind of outbox entry that a cause leaves, one for each user who is told.
    public static let effect = "news"

    private static let farewell = "isFarewell"
    /// Where an entry of the outbox says that it is a farewell.
    static let farewellPath = AttributePath("payload", .member(farewell))

    /// The word for what happened, by which `NewsKind` finds the words for it.
    public let kind: String
    /// The user who is told.
    public let user: UserID
    /// How they are reached.
    public internal(set) var contact: Contact
    /// What happened, as the kind keeps it.
    public let facts: Item
    /// The path of the page about it, by its segments; empty where there is none.
    public let link: [String]
    /// Whether these are the last news before everything about the user is erased: they go out all the same.
    public let isFarewell: Bool
    /// When it happened.
    public let happenedAt: Instant

    /// News of these parts.
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

    /// The entry that a cause leaves in the outbox, in its own transaction.
    public var entry: OutboxEntry { entry(of: Self.effect, at: happenedAt) }

    /// An entry of that kind, made at that moment, which has these news.
    func entry(of kind: String, at moment: Instant) -> OutboxEntry {
        var payload: Item = [
            "news": .string(self.kind), "contact": .map(contact.item), "facts": .map(facts),
            "happenedAt": .string(happenedAt.iso8601),
        ]
        if !link.isEmpty { payload["link"] = .list(link.map(AttributeValue.string)) }
        if isFarewell { payload[Self.farewell] = true }
        return OutboxEntry(id: .make(at: moment), kind: kind, user: user, payload: payload, createdAt: moment)
    }

    /// Reads the news that an entry has.
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
