import DynamoDB
import JSON
import News
public import Platform
import Profiles
import Storage
public import Time

/// Erases the data kept about users.
public struct PersonErasure {
    private let records: PersonalRecords
    private let news: WaitingNews
    private let log: Log
    private let hasTime: () -> Bool

    /// Creates an erasure that works while `hasTime` returns true.
    init(records: PersonalRecords, news: WaitingNews, log: Log, hasTime: @escaping () -> Bool = { true }) {
        self.records = records
        self.news = news
        self.log = log
        self.hasTime = hasTime
    }

    /// Erases the data kept about the user, and what waits for them in the outbox.
    ///
    /// The record that they were erased remains, with the time and the id of the user who asked for it. Only the user
    /// and administrators may erase. Consequences elsewhere are undone first: other users get the seats, and one last
    /// mail for each takes it out of the user's calendar. After an interruption the same call continues the erasure.
    ///
    /// - Throws: `AccessError.notYourself` if the caller may not erase the user, `PersonError.unfinished` if there is
    ///   more than there is time for, `ProfileError.unknownUser` if nothing is kept, `UnansweredItem` if only items
    ///   without a keeper are left.
    public func erase(_ id: String, as caller: Identity, at now: Instant) throws {
        let user = try UserID(inPath: id)
        try caller.require(.selfOrAdmin(user))
        var held = try records.held(by: user)
        guard held.isAboutSomeone else { throw ProfileError.unknownUser }
        var erasure = held.unfinishedErasure ?? Erasure(requestedAt: now, requestedBy: caller.userID.text)
        try records.note(erasure, of: user)
        while !held.records.isEmpty {
            try remove(held.records, of: user, at: now)
            held = try records.held(by: user)
        }
        try news.drop(for: user, at: now, requireTime)
        if let unanswered = held.unanswered { throw unanswered }
        erasure.finishedAt = now
        try records.note(erasure, of: user)
        log.info(
            "Erased what was kept about a person",
            ["userId": .string(user.text), "requestedBy": .string(erasure.requestedBy)])
    }

    /// Releases the items with consequences elsewhere, one after another, and then deletes all others.
    private func remove(_ held: [HeldRecords.Record], of user: UserID, at now: Instant) throws {
        var others: [String] = []
        for record in held {
            if try records.data.all[record.place].keeper.release(record.sort, of: user, at: now) {
                try requireTime()
            } else {
                others.append(record.sort)
            }
        }
        try records.remove(others, of: user)
    }

    private func requireTime() throws(PersonError) {
        guard hasTime() else { throw .unfinished }
    }
}

extension PersonErasure {
    /// The time that must be left for the next step to begin.
    private static let reserveMilliseconds = 1_000

    /// Returns the erasure for a function.
    public static func live(on host: Host) throws -> PersonErasure {
        let table = try Table.live(on: host)
        return PersonErasure(
            records: PersonalRecords(table: table, on: host), news: WaitingNews(table: table), log: host.log,
            hasTime: { host.deadline.map { Instant.now.adding(milliseconds: reserveMilliseconds) < $0 } ?? true })
    }
}
