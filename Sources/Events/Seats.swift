/// The seats of an event, kept apart from it to keep counting from writing through the list of events.
public struct Seats: Equatable, Sendable {
    /// The number of users who may come.
    public var capacity: Int
    /// The event's own status, by which a transaction on the seats knows it.
    public var status: EventStatus
    /// A Boolean value that is true if users may wait once the event is full.
    public var isWaitlistOpen: Bool
    /// The number of users who have a seat.
    public var registered: Int
    /// The number of users who wait for one.
    public var waiting: Int
    /// The next ticket of the line: waiting users are served in its order.
    public var nextTicket: Int
    /// The number of tickets whose holders no longer wait.
    public var departed: Int

    /// Creates seats as they were counted; none taken unless told otherwise.
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

    /// The outcome of a request for a seat.
    public enum Admission: Equatable, Sendable {
        case seat
        /// A place in the line, with its ticket and its position, counted from one.
        case wait(ticket: Int, position: Int)
    }

    /// Returns what the next user gets: a user who waits is never overtaken, even if there is a seat for them.
    ///
    /// - Throws: `EventError` if the event is not active, or is full without an open waitlist.
    public func admission() throws(EventError) -> Admission {
        guard status == .active else { throw .notActive(status) }
        if registered < capacity && waiting == 0 { return .seat }
        guard isWaitlistOpen else { throw .full }
        return .wait(ticket: nextTicket, position: waiting + 1)
    }

    /// The number of waiting users who can have a seat now: zero for an event that is over or called off.
    public var promotable: Int {
        status.isFinal ? 0 : max(0, min(capacity - registered, waiting))
    }
}
