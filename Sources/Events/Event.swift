public import Platform
public import Time

/// Something that people come together for, as its organizers announce it; who comes is kept apart, in `Seats` and
/// `Registration`s.
public struct Event: Equatable, Sendable {
    /// Its id, for ever.
    public let id: EventID
    /// Who made it, and may change it.
    public let owner: UserID
    /// What it is called, in 1 to 200 characters.
    public var title: String
    /// What it is about, in 1 to 2,000 characters.
    public var description: String
    /// When it is.
    public var time: EventTime
    /// Where it is, in 1 to 500 characters.
    public var location: String
    /// Who holds it, in 1 to 200 characters: only a text.
    public var organizer: String
    /// Where it is in its life.
    public var status: EventStatus
    /// How often calendars had to be told of a change.
    public var sequence: Int
    /// How often it was written: what was read counts as long as this has not moved.
    public var version: Int
    /// When it was made.
    public let createdAt: Instant
    /// When it was written last.
    public var updatedAt: Instant

    /// An event of these parts.
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

    /// Whether the caller may change it.
    public func isManaged(by caller: Identity) -> Bool {
        caller.may(.ownerOrKeeper(owner))
    }
}
