/// Who fits into an event: kept apart from the event, so that counting never writes through the list of events.
public struct Seats: Equatable, Sendable {
    /// How many may come.
    public var capacity: Int
    /// The event's own status, by which a transaction on the seats knows it.
    public var status: EventStatus
    /// Whether whoever comes too late may wait.
    public var isWaitlistOpen: Bool
    /// How many have a seat.
    public var registered: Int
    /// How many wait for one.
    public var waiting: Int
    /// The number that the next one who waits gets: those who wait are served in its order.
    public var nextTicket: Int
    /// The number of tickets whose holders wait no more.
    public var departed: Int

    /// Seats as they were counted; none taken unless told otherwise.
    public init(
        capacity: Int, status: EventStatus, isWaitlistOpen: Bool, registered: Int = 0, waiting: Int = 0,
        nextTicket: Int = 1, departed: Int? = nil
    ) {
        self.capacity = capacity
        self.status = status
        self.isWaitlistOpen = isWaitlistOpen
        self.registered = registered
        self.waiting = waiting
        self.nextTicket = nextTicket
        self.departed = departed ?? nextTicket - 1 - waiting
    }

    /// What becomes of someone who would like to come.
    public enum Admission: Equatable, Sendable {
        case seat
        /// A place in the line: the ticket, and how many are served before, counted from one.
        case wait(ticket: Int, position: Int)
    }

    /// What becomes of the next one: nobody overtakes those who wait, also where there is a seat for them.
    public func admission() throws(EventError) -> Admission {
        guard status == .active else { throw .notActive(status) }
        if registered < capacity && waiting == 0 { return .seat }
        guard isWaitlistOpen else { throw .full }
        return .wait(ticket: nextTicket, position: waiting + 1)
    }

    /// How many of those who wait can have a seat now: none for an event that is over or called off.
    public var promotable: Int {
        status.isFinal ? 0 : max(0, min(capacity - registered, waiting))
    }
}
