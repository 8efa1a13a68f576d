import DynamoDB
import Platform
import Profiles
import Storage
import Testing
import Time

@testable import Events

@Suite("Promotions")
struct PromotionTests {
    private func promotion(
        _ count: Int, capacity: Int, registered: Int, waiting: Int, _ status: EventStatus = .active
    ) throws -> Promotion {
        let people = try (0..<count).map { number in
            Registration(
                eventID: try LiveEvent.eventID(), user: try #require(UserID("p\(number)")),
                status: .waitlisted(ticket: number + 4), registeredAt: LiveEvent.now,
                calendarID: .make(at: LiveEvent.now), contact: Contact(name: "p", email: "p@e.org", language: .french))
        }
        return Promotion(
            people,
            into: Seats(
                capacity: capacity, status: status, isWaitlistOpen: true, registered: registered, waiting: waiting))
    }

    @Test("each person takes three writes: their place goes, they have a seat, and they are told")
    func actions() throws {
        let promotion = try promotion(1, capacity: 2, registered: 1, waiting: 1)
        let actions = promotion.actions(telling: EventFacts(try LiveEvent.event()), at: LiveEvent.now)
        #expect(actions.count == 3)
        let id = try LiveEvent.eventID()
        #expect(actions.first == .delete(key: EventKeys.place(4, id), if: attribute("PK").exists))
        guard case .update(let key, let update, _) = actions[1], case .put(let entry, _) = actions[2] else {
            Issue.record("these are other writes: \(actions)")
            return
        }
        #expect(key == EventKeys.registration(promotion.people[0].user, id))
        #expect(update == [.set("status", to: "registered"), .remove("ticket"), .set("knownSequence", to: 3)])
        let payload = entry["payload"]?.map
        #expect(payload?["news"] == "event_promoted")
        #expect(payload?["facts"]?.map?["status"] == "registered")
    }

    @Test("seats are counted together with the people, and not at all without them")
    func changes() throws {
        #expect(
            try promotion(2, capacity: 9, registered: 3, waiting: 2).changes == [
                .increment("registered", by: 2), .increment("waiting", by: -2), .increment("departed", by: 2),
            ])
        #expect(try promotion(0, capacity: 9, registered: 3, waiting: 0).changes == [])
    }

    @Test("the line may only grow where no seat stays free, or somebody goes on")
    func conditions() throws {
        let (registered, waiting) = (attribute("registered"), attribute("waiting"))
        #expect(try promotion(0, capacity: 9, registered: 3, waiting: 0).condition == (waiting == 0))
        for (people, capacity, waiting) in [(2, 9, 2), (2, 5, 4), (25, 90, 30)] {
            let seats = Seats(
                capacity: capacity, status: .active, isWaitlistOpen: true, registered: 3, waiting: waiting)
            let condition = registered == 3 && seats.isLineUnchanged
            #expect(try promotion(people, capacity: capacity, registered: 3, waiting: waiting).condition == condition)
        }
        #expect(try promotion(0, capacity: 5, registered: 3, waiting: 4, .cancelled).condition == nil)
    }

    @Test("others are promoted by the outbox where one transaction cannot take them all")
    func continuation() throws {
        let id = try LiveEvent.eventID()
        let entry = try promotion(25, capacity: 90, registered: 0, waiting: 26).continuation(of: id, at: LiveEvent.now)
        #expect(entry?.kind == "event_promotions")
        #expect(entry?.payload == ["eventId": "swift-evening"])
        #expect(try promotion(25, capacity: 90, registered: 0, waiting: 25).continuation(of: id, at: .now) == nil)
    }
}
