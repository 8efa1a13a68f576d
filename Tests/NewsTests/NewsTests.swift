import DynamoDB
import News
import Platform
import Profiles
import Storage
import Testing
import Time

@Suite("News as the outbox keeps them")
struct NewsTests {
    private static let now = Instant(seconds: 1_764_000_000)
    private static let ada = UserID(.make(at: now))
    private static let contact = Contact(name: "Ada", email: "ada@example.org", language: .french)

    @Test("news are kept and read again", arguments: [true, false])
    func roundTrip(isFarewell: Bool) throws {
        let news = News(
            "event_registered", for: Self.ada, Self.contact, facts: ["status": "registered"],
            link: isFarewell ? [] : ["events", "e1"], isFarewell: isFarewell, at: Self.now)
        let entry = try #require(OutboxEntry(news.entry.item))
        #expect(entry.kind == News.effect)
        #expect(entry.user == Self.ada)
        #expect(try News(entry) == news)
    }

    @Test("what is missing is named", arguments: ["news", "contact", "facts", "happenedAt"])
    func missing(member: String) throws {
        let entry = News("event_registered", for: Self.ada, Self.contact, facts: [:], at: Self.now).entry
        let damaged = OutboxEntry(
            id: entry.id, kind: entry.kind, user: entry.user, payload: entry.payload.filter { $0.key != member },
            createdAt: entry.createdAt)
        #expect(throws: EffectError.unreadable(member)) { try News(damaged) }
    }
}
