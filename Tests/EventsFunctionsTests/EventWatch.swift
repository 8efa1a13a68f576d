import DynamoDB
import Platform
import Storage
import Time

@testable import Events

/// Looks at an event repeatedly while others change it, and reports what no user should ever see.
final class EventWatch {
    private let eventID: EventID
    private let table: Table
    private var line: [WaitingLine.Place] = []
    private(set) var looks = 0

    init(of eventID: EventID, in table: Table) {
        self.eventID = eventID
        self.table = table
    }

    /// Returns what is wrong with what is seen now, and with what became of the users who waited at the last look.
    func look() throws -> [String] {
        looks += 1
        return try objectionsToSeats() + objectionsToLine()
    }

    private func objectionsToSeats() throws -> [String] {
        guard let item = try table.get(EventKeys.seats(eventID)), let seats = try Seats.reading(item) else {
            return ["there are no seats"]
        }
        let isRight = 0...seats.capacity ~= seats.registered && seats.waiting >= 0 && seats.waiting < seats.nextTicket
        return isRight ? [] : ["impossible seats: \(seats)"]
    }

    /// Returns an objection for each user who, since the last look, got a seat ahead of another who still waits.
    private func objectionsToLine() throws -> [String] {
        let now = try WaitingLine(of: eventID, in: table).places(1_000)
        let gone = line.filter { !now.contains($0) }
        defer { line = now }
        var objections = now.map(\.ticket) == now.map(\.ticket).sorted() ? [] : ["the line is not in order"]
        guard let first = now.first(where: line.contains), !gone.isEmpty else { return objections }
        for item in try table.batchGet(gone.map { EventKeys.registration($0.user, eventID) }) {
            let registration = try Registration(item)
            guard registration.status == .registered,
                let place = gone.first(where: { $0.user == registration.user }),
                place.registeredAt == registration.registeredAt, place.ticket > first.ticket
            else { continue }
            objections.append("\(place.user) with ticket \(place.ticket) overtook ticket \(first.ticket)")
        }
        return objections
    }
}
