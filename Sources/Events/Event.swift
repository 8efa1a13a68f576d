public import Platform
public import Time

/// An event as its organizers announce it.
///
/// Its users are kept apart, in `Seats` and `Registration`s.
public struct Event: Equatable, Sendable {
    /// The id, which never changes.
    public let id: EventID
    /// The user who made it, and may change it.
    public let owner: UserID
    /// The title, in 1 to 200 characters.
    public var title: String
    /// The description, in 1 to 2,000 characters.
    public var description: String
    /// The time of the event.
    public var time: EventTime
    /// The place, in 1 to 500 characters.
    public var location: String
    /// The name of the organizer, in 1 to 200 characters: only a text.
    public var organizer: String
    /// The stage of its life.
    public var status: EventStatus
    /// The number of changes that calendars had to be told of.
    public var sequence: Int
    /// The number of times it was written: what was read holds as long as this stays the same.
    public var version: Int
    /// The time when it was made.
    public let createdAt: Instant
    /// The time when it was last written.
    public var updatedAt: Instant

    /// Creates an event of these parts.
    public init(
        id: EventID, owner: UserID, title: String, description: String, time: EventTime, location: String,
        organizer: String, status: EventStatus, sequence: Int = 0, version: Int = 0, createdAt: Instant,
        updatedAt: Instant
    ) {
        self.id = id
        self.owner = owner
        self.title = title
        self.description = description
        self.time = time
        self.location = location
        self.organizer = organizer
        self.status = status
        self.sequence = sequence
        self.version = version
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    /// Returns whether the caller may change the event.
    public func isManaged(by caller: Identity) -> Bool {
        caller.may(.ownerOrKeeper(owner))
    }
}
