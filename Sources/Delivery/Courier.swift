public import AWS
public import DynamoDB
import JSON
import Mail
public import Platform
import Storage
public import Time

/// Carries out entries of the outbox, one at a time.
///
/// It claims an entry, does what its kind says, and writes down the result. It counts OutboxDone, OutboxPostponed and
/// OutboxFailed; Errors are those that someone has to mend.
public final class Courier {
    /// The result of carrying out an entry.
    public enum Outcome: Equatable, Sendable {
        case carriedOut
        /// The entry is pending, and due again later.
        case postponed
        /// The entry has more steps, for which there was no time.
        case unfinished
        /// The entry is given up.
        case failed
        /// The entry is done, not due, gone or claimed by another process.
        case notOurs
    }

    /// The time that a try may take, including the write of its result.
    private static let millisecondsForOne = 8_000
    /// The time that handing over a mail may take, including the mark after it.
    private static let millisecondsForMail = 6_500
    /// The delay from which on the mail service counts as slow, and the time for which it gets no mail then.
    private static let (slowMilliseconds, restSeconds) = (2_000, 30)
    /// The length of a lease in milliseconds if there is no deadline.
    private static let longestLease = 60_000
    /// The number of times that a step's conditions may cease to hold before the entry is postponed.
    private static let racesLost = 5

    private let kinds: [String: EffectKind]
    private let outbox: OutboxRepository
    private let post: (OutgoingMail) throws -> String
    private let host: Host
    private let schedule: RetrySchedule
    private let clock: () -> Instant
    private var random: any RandomNumberGenerator
    /// The means of carrying out the kinds that were needed so far.
    private var ways: [String: EffectKind.Way] = [:]
    /// The time until which mail waits for the next sweep, so that effects without mail don't wait for a slow service.
    private var mailRestsUntil: Instant?

    /// Creates a courier for the given kinds, whose mails `post` hands to the mail service.
    ///
    /// `clock` tells the time that is left until the host's deadline, which is real even if the host's time stands
    /// still.
    public init(
        _ kinds: [EffectKind], outbox: OutboxRepository,
        post: @escaping (OutgoingMail) throws -> String, host: Host,
        schedule: RetrySchedule = RetrySchedule(), clock: @escaping () -> Instant = { .now },
        random: any RandomNumberGenerator = SystemRandomNumberGenerator()
    ) {
        self.kinds = Dictionary(kinds.map { ($0.name, $0) }) { _, last in last }
        self.outbox = outbox
        self.post = post
        self.host = host
        self.schedule = schedule
        self.clock = clock
        self.random = random
    }

    /// A Boolean value that is true if there is time for another entry before the host's deadline.
    public var hasTime: Bool { hasTime(for: Self.millisecondsForOne) }

    private func hasTime(for milliseconds: Int) -> Bool {
        host.deadline.map { clock().milliseconds(until: $0) >= milliseconds } ?? true
    }

    private func isMail(_ item: Item) -> Bool {
        item["kind"]?.string.flatMap { kinds[$0] }?.isMail ?? false
    }

    /// Carries out an entry that an index or a stream shows, if it is still to be done.
    ///
    /// A failure of the effect becomes part of the entry.
    ///
    /// - Throws: `DynamoDBError` if the result can't be written down; the entry is then unchanged in the table, or
    ///   claimed by a lease that ends by itself.
    @discardableResult
    public func deliver(_ item: Item) throws(DynamoDBError) -> Outcome {
        if mailRestsUntil.map({ clock() < $0 }) ?? false, isMail(item) { return .postponed }
        guard let claim = try claim(item) else { return .notOurs }
        guard claim.attempts <= schedule.tries else {
            return try giveUp(claim, Setback(.final, "none of \(schedule.tries) tries came to its end"))
        }
        guard let entry = claim.entry, let kind = kinds[entry.kind] else {
            // Perhaps a newer version wrote it, and will carry it out.
            return try settle(claim, Setback(.ours, "no effect of that kind is known here"))
        }
        let way: EffectKind.Way
        do {
            way = try self.way(of: kind)
        } catch {
            return try settle(claim, Setback(error))
        }
        switch way {
        case .mail(let message): return try send(message, entry, claim)
        case .table(let step): return try takeSteps(step, entry, claim)
        }
    }

    /// Returns the means of carrying out the kind, which is made when it is first needed.
    private func way(of kind: EffectKind) throws -> EffectKind.Way {
        if let way = ways[kind.name] { return way }
        let way = try kind.make()
        ways[kind.name] = way
        return way
    }

    private func claim(_ item: Item) throws(DynamoDBError) -> ClaimedEntry? {
        let now = host.now
        let left = host.deadline.map { clock().milliseconds(until: $0) } ?? Self.longestLease
        let end = now.adding(milliseconds: max(left, 1))
        // If this process dies, its death counts as a failed try.
        let pause = schedule.pause(afterTry: (item["attempts"]?.int ?? 0).addingOne, random: &random)
        let key = item.filter { $0.key == "PK" || $0.key == "SK" }
        return try outbox.claim(key, until: end, nextTry: max(end, now.adding(milliseconds: pause)), at: now)
    }

    private func send(
        _ message: (OutboxEntry) throws -> MailMessage, _ entry: OutboxEntry, _ claim: ClaimedEntry
    ) throws(DynamoDBError) -> Outcome {
        guard hasTime(for: Self.millisecondsForMail) else {
            return try outbox.giveBack(claim, at: host.now) ? .postponed : lost(claim)
        }
        let id: String
        let begin = clock()
        do {
            id = try post(OutgoingMail(message(entry)))
        } catch {
            let end = clock()
            if begin.milliseconds(until: end) >= Self.slowMilliseconds {
                mailRestsUntil = end.adding(seconds: Self.restSeconds)
            }
            return try settle(claim, Setback(error))
        }
        guard try outbox.markSent(claim, messageID: id, at: host.now) else { return lost(claim) }
        return done(claim, ["messageId": .string(id)])
    }

    private func takeSteps(
        _ step: (OutboxEntry, Instant) throws -> TableStep, _ entry: OutboxEntry, _ claim: ClaimedEntry
    ) throws(DynamoDBError) -> Outcome {
        var (entry, claim, races) = (entry, claim, 0)
        while true {
            do {
                let next = try step(entry, host.now)
                guard try outbox.take(next, of: claim, at: host.now) else { return lost(claim) }
                guard let payload = next.payload else { return done(claim) }
                entry = OutboxEntry(
                    id: entry.id, kind: entry.kind, user: entry.user, payload: payload, createdAt: entry.createdAt)
                (claim.attempts, races) = (0, 0)
            } catch DynamoDBError.transactionCancelled where races < Self.racesLost,
                DynamoDBError.contention where races < Self.racesLost
            {
                races += 1
            } catch {
                return try settle(claim, Setback(error))
            }
            guard hasTime else { return try outbox.giveBack(claim, at: host.now) ? .unfinished : lost(claim) }
        }
    }

    /// Writes down a setback and its aftermath.
    private func settle(_ claim: ClaimedEntry, _ setback: Setback) throws(DynamoDBError) -> Outcome {
        switch schedule.aftermath(of: setback.kind, afterTry: claim.attempts, random: &random) {
        case .givenUp: return try giveUp(claim, setback)
        case .later(let pause, let attempts):
            let due = host.now.adding(milliseconds: pause)
            guard try outbox.postpone(claim, until: due, attempts: attempts, reason: setback.reason) else {
                return lost(claim)
            }
            host.counters.add(to: "OutboxPostponed")
            let fields = fields(claim, ["reason": .string(setback.logged), "due": .string(due.iso8601)])
            if setback.kind == .ours {
                host.counters.add(to: "Errors")
                host.log.error("Effect blocked until an operator acts", fields)
            } else {
                host.log.warn("Effect postponed", fields)
            }
            return .postponed
        }
    }

    private func giveUp(_ claim: ClaimedEntry, _ setback: Setback) throws(DynamoDBError) -> Outcome {
        guard try outbox.markFailed(claim, reason: setback.reason, at: host.now) else { return lost(claim) }
        host.counters.add(to: "OutboxFailed")
        host.log.error("Effect given up", fields(claim, ["reason": .string(setback.logged)]))
        return .failed
    }

    private func done(_ claim: ClaimedEntry, _ more: [String: JSONValue] = [:]) -> Outcome {
        host.counters.add(to: "OutboxDone")
        host.log.info("Effect carried out", fields(claim, more))
        return .carriedOut
    }

    /// Returns the result of a lease that ended before the work: its new holder carries the entry out and reports it.
    private func lost(_ claim: ClaimedEntry) -> Outcome {
        host.log.warn("Effect took longer than its lease", fields(claim))
        return .notOurs
    }

    /// Returns the log's fields about an entry, which never include its payload.
    private func fields(_ claim: ClaimedEntry, _ more: [String: JSONValue] = [:]) -> [String: JSONValue] {
        [
            "entry": .string(claim.key["PK"]?.string ?? ""), "kind": .string(claim.entry?.kind ?? "unreadable"),
            "attempt": .number(JSONNumber(claim.attempts)),
        ].merging(more) { _, new in new }
    }
}

extension OutgoingMail {
    fileprivate init(_ message: MailMessage) {
        self.init(
            sender: message.sender.address, recipients: [message.recipient.address], bytes: message.bytes)
    }
}

extension Int {
    /// The number plus one, without an overflow: it may come from anywhere.
    fileprivate var addingOne: Int { self < .max ? self + 1 : self }
}
