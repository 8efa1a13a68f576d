import Platform
import Scheduling
import Time

/// What becomes of an event by a change: how it is then, and who is to be told.
struct EventRevision: Equatable {
    let before: ListedEvent
    let event: Event
    let seats: Seats

    /// The event as it is once the changes are made.
    ///
    /// Throws `EventError` for what an event cannot become, and what `EventChanges.time` throws.
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

    /// Whether anything is another than before.
    var changesAnything: Bool { event.version != before.event.version }

    /// Whether there may be seats for those who wait that nobody has promoted them into yet: new ones, or old ones
    /// whose promotions were given up.
    var addsSeats: Bool { seats.capacity > before.seats.capacity || seats.promotable > 0 }

    /// Whether somebody comes, or waits, who could be told.
    var hasPeople: Bool { before.seats.registered + before.seats.waiting > 0 }

    /// The news for those who come or wait; nil for what concerns no calendar, or nobody any more.
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
    /// Its texts as they are spelled: to Swift, an é is the same as an e with an accent behind it.
    fileprivate var letters: [[UInt8]] { [title, description, location, organizer].map { Array($0.utf8) } }
}
