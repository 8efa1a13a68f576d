import Events
import Testing

@Suite("Seats of an event")
struct SeatsTests {
    private func seats(_ registered: Int, waiting: Int = 0, isOpen: Bool = true, _ status: EventStatus = .active)
        -> Seats
    {
        Seats(
            capacity: 2, status: status, isWaitlistOpen: isOpen, registered: registered, waiting: waiting, nextTicket: 7
        )
    }

    @Test("a free seat is taken at once")
    func free() throws {
        #expect(try seats(1).admission() == .seat)
    }

    @Test("a full event puts the next person in line")
    func full() throws {
        #expect(try seats(2, waiting: 3).admission() == .wait(ticket: 7, position: 4))
    }

    @Test("nobody overtakes those who wait for a seat that has become free")
    func overtaking() throws {
        #expect(try seats(1, waiting: 1).admission() == .wait(ticket: 7, position: 2))
    }

    @Test("a full event without a waitlist takes nobody")
    func closed() {
        #expect(throws: EventError.full) { try seats(2, isOpen: false).admission() }
    }

    @Test("an event that is not active takes nobody", arguments: [EventStatus.postponed, .cancelled, .completed])
    func inactive(_ status: EventStatus) {
        #expect(throws: EventError.notActive(status)) { try seats(0, status).admission() }
    }

    @Test("as many are promoted as there are seats for, and as wait")
    func promotable() {
        let promotable = [seats(0, waiting: 1), seats(0, waiting: 3), seats(2, waiting: 3)].map(\.promotable)
        #expect(promotable == [1, 2, 0])
        #expect(seats(0, waiting: 1, .postponed).promotable == 1)
        #expect(seats(0, waiting: 1, .cancelled).promotable == 0)
    }
}
