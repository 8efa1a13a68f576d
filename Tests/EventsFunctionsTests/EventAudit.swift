import DynamoDB
import Platform
import Storage
import Time

@testable import Events

/// Compares all that a table keeps of one event: its counts with its records, and these with the news that were sent.
struct EventAudit {
    private let eventID: EventID
    private let seats: Seats
    private let registrations: [Registration]
    private let places: [WaitingLine.Place]
    private let pointers: Set<String>
    /// The news about each registration there ever was, by its calendar id.
    private let news: [String: [String]]

    init(of eventID: EventID, in table: Table) throws {
        self.eventID = eventID
        let items = try table.all(Scan())
        guard let item = try table.get(EventKeys.seats(eventID)), let seats = try Seats.reading(item) else {
            throw EventError.unknownEvent
        }
        self.seats = seats
        registrations = try items.filter { $0["entityType"] == "REGISTRATION" }.map { try Registration($0) }
        places = try WaitingLine(of: eventID, in: table).places(100_000)
        pointers = Set(items.filter { $0["entityType"] == "REGISTRATION_POINTER" }.compactMap { $0["userId"]?.string })
        news = Dictionary(
            grouping: items.filter { $0["entityType"] == "OUTBOX" },
            by: { $0["payload"]?.map?["facts"]?.map?["calendarId"]?.string ?? "" }
        ).mapValues { $0.compactMap { ($0["payload"]?.map?["news"] ?? $0["kind"])?.string }.sorted() }
    }

    /// Returns what is wrong; the answers that users got are what must have happened at least.
    func objections(_ answers: [String: Int]) -> [String] {
        let current = Set(registrations.map(\.calendarID.description))
        let past = news.filter { !current.contains($0.key) }.values
        let claims = counts + line + arrivals(answers)
        return claims.filter { !$0.isSo }.map(\.otherwise)
            + registrations.compactMap(objection) + past.compactMap(objectionToPast)
    }

    /// A condition that must hold, and the objection if it does not.
    private typealias Claim = (isSo: Bool, otherwise: String)

    private var waiting: [Registration] { registrations.filter { $0.status != .registered } }

    private var counts: [Claim] {
        [
            (seats.registered == registrations.count - waiting.count, "registeredCount is not the records'"),
            (seats.waiting == waiting.count, "waitlistCount is not the records'"),
            (seats.registered <= seats.capacity, "there are more people than seats"),
            (seats.waiting == 0 || seats.registered == seats.capacity, "people wait beside free seats"),
            (pointers == Set(registrations.map(\.user.text)), "pointers are not the registrations'"),
        ]
    }

    private var line: [Claim] {
        let tickets = Dictionary(
            places.map { ($0.user, Registration.Status.waitlisted(ticket: $0.ticket)) }, uniquingKeysWith: { $1 })
        return [
            (places.count == waiting.count, "there are other places than people who wait"),
            (waiting.allSatisfy { tickets[$0.user] == $0.status }, "someone has another's place"),
        ]
    }

    private func arrivals(_ answers: [String: Int]) -> [Claim] {
        let arrivals = news.values.filter { $0.contains("event_registered") || $0.contains("event_waitlisted") }
        let waited = arrivals.filter { $0.contains("event_waitlisted") }.count
        let departed = arrivals.filter { $0.contains("event_unregistered") }.count
        return [
            (seats.nextTicket > waited, "a ticket was given twice"),
            (arrivals.count >= answers["register 201", default: 0], "someone who was registered is not"),
            (departed >= answers["unregister 204", default: 0], "someone who left has not"),
        ]
    }

    /// Returns an objection unless the user was told exactly once that they come or wait.
    private func objection(to registration: Registration) -> String? {
        let news = news[registration.calendarID.description] ?? []
        let isTold =
            registration.status == .registered
            ? news == ["event_registered"] || news == ["event_promoted", "event_waitlisted"]
            : news == ["event_waitlisted"]
        return isTold ? nil : "\(registration.user) has \(registration.status) and was told \(news)"
    }

    /// Returns an objection unless a user who is gone was told once that they came, and once that they left.
    private func objectionToPast(_ news: [String]) -> String? {
        [
            ["event_registered", "event_unregistered"], ["event_unregistered", "event_waitlisted"],
            ["event_promoted", "event_unregistered", "event_waitlisted"],
        ].contains(news) ? nil : "someone who is gone was told \(news)"
    }
}
