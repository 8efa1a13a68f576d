import Platform
import Scheduling
import Time

/// The outcome of a change to an event: its new state, and the news of it.
struct EventRevision: Equatable {
    let before: ListedEvent
    let event: Event
    let seats: Seats

    /// Creates the event's new state by making the changes.
    ///
    /// - Throws: `EventError` if an event can't become so, or whatever `EventChanges.time` throws.
    init(of before: ListedEvent, _ changes: EventChanges, zones: ZoneFiles, at now: Instant) throws {
        self.before = before
        let status = changes.status ?? before.event.status
        guard before.event.status.mayBecome(status) else {
            throw EventError.invalidTransition(from: before.event.status, to: status)
        }
        var (event, seats) = (before.event, before.seats)
        event.title = changes.title ?? event.title
        event.description = changes.description ?? event.description
        event.time = try changes.time(after: event.time, zones: zones)
        event.location = changes.location ?? event.location
        event.organizer = changes.organizer ?? event.organizer
        event.status = status
        seats.status = status
        seats.capacity = changes.capacity ?? seats.capacity
        seats.isWaitlistOpen = changes.isWaitlistOpen ?? seats.isWaitlistOpen
        guard seats.capacity >= seats.registered || seats.capacity == before.seats.capacity else {
            throw EventError.capacityBelowRegistered(seats.registered)
        }
        if event != before.event || event.letters != before.event.letters || seats != before.seats {
            event.sequence += Self.concernsCalendars(before.event, event) ? 1 : 0
            event.version += 1
            event.updatedAt = now
        }
        (self.event, self.seats) = (event, seats)
    }

    /// A Boolean value that is true if anything differs from before.
    var changesAnything: Bool { event.version != before.event.version }

    /// A Boolean value that is true if there may be seats left for waiting users.
    ///
    /// They are new ones, or old ones whose promotions were given up.
    var addsSeats: Bool { seats.capacity > before.seats.capacity || seats.promotable > 0 }

    /// A Boolean value that is true if any registered or waiting user could be told.
    var hasPeople: Bool { before.seats.registered + before.seats.waiting > 0 }

    /// The news for registered and waiting users; nil if it concerns no calendar, or no user any more.
    var news: EventNotice.Kind? {
        guard event.sequence != before.event.sequence else { return nil }
        switch (before.event.status, event.status) {
        case (.cancelled, _), (.completed, _), (_, .completed): return nil
        case (_, .cancelled): return .cancelled
        case (.active, .postponed): return .postponed
        default: return .changed
        }
    }

    private static func concernsCalendars(_ before: Event, _ after: Event) -> Bool {
        before.title != after.title || before.time != after.time || before.location != after.location
            || before.status != after.status
    }
}

extension Event {
    /// The texts as they are spelled: to Swift, an é is the same as an e followed by an accent.
    fileprivate var letters: [[UInt8]] { [title, description, location, organizer].map { Array($0.utf8) } }
}
