import DynamoDB
import Events
import JSON
public import Platform
import Profiles
import Storage
public import Time

/// Erases what is kept about people.
public struct PersonErasure {
    private let records: PersonalRecords
    private let registrations: EventUnregistration
    private let log: Log
    private let hasTime: () -> Bool

    /// Erases there, for as long as there is time.
    init(
        records: PersonalRecords, registrations: EventUnregistration, log: Log,
        hasTime: @escaping () -> Bool = { true }
    ) {
        self.records = records
        self.registrations = registrations
        self.log = log
        self.hasTime = hasTime
    }

    /// Erases all that is kept about the person but that it was erased, when, and who asked for it.
    ///
    /// Only they and administrators may. What they are registered for is released first, so that others get their
    /// seats. Whatever stops it half-way, the same call again goes on. Throws `PersonError.unfinished` when there is
    /// more than there is time for, and `ProfileError.unknownUser` when nothing is kept.
    public func erase(_ id: String, as caller: Identity, at now: Instant) throws {
        let user = try UserID(inPath: id)
        try caller.require(.selfOrAdmin(user))
        var held = try records.held(by: user)
        guard held.isAboutSomeone else { throw ProfileError.unknownUser }
        var erasure = held.unfinishedErasure ?? Erasure(requestedAt: now, requestedBy: caller.userID.text)
        try records.note(erasure, of: user)
        while !held.isEmpty {
            for event in held.registrations {
                try requireTime()
                try registrations.release(user, from: event, at: now)
            }
            try requireTime()
            try records.remove(held.others + held.claims, of: user)
            held = try records.held(by: user)
        }
        erasure.finishedAt = now
        try records.note(erasure, of: user)
        log.info(
            "Erased what was kept about a person",
            ["userId": .string(user.text), "requestedBy": .string(erasure.requestedBy)])
    }

    private func requireTime() throws(PersonError) {
        guard hasTime() else { throw .unfinished }
    }
}

extension PersonErasure {
    /// How much time the call must have left for the next step to begin.
    private static let reserveMilliseconds = 1_000

    /// The erasure of a function.
    public static func live(on host: Host) throws -> PersonErasure {
        let table = try Table.live(on: host)
        return PersonErasure(
            records: PersonalRecords(table: table),
            registrations: EventUnregistration(table: table, attempts: Attempts(on: host)), log: host.log,
            hasTime: { host.deadline.map { Instant.now.adding(milliseconds: reserveMilliseconds) < $0 } ?? true })
    }
}
