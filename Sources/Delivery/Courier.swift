public import AWS
public import DynamoDB
import JSON
import Mail
public import Platform
import Storage
public import Time

/// Carries out entries of the outbox, one at a time: claims one, does what its kind says, and writes down what became
/// of it.
///
/// It counts OutboxDone, OutboxPostponed and OutboxFailed; Errors are those that someone has to mend.
public final class Courier {
    /// What became of an entry.
    public enum Outcome: Equatable, Sendable {
        case carriedOut
        /// It is pending, and due again later.
        case postponed
        /// It has more steps, for which there was no time.
        case unfinished
        /// It is given up.
        case failed
        /// It is done, not due, gone or in others' hands.
        case notOurs
    }

    /// How long a try may take, with what is written down about it.
    private static let millisecondsForOne = 8_000
    /// How long handing a mail over may take, with the mark behind it.
    private static let millisecondsForMail = 6_500
    /// From when on the mail service keeps people waiting, and for how long it is not asked then.
    private static let (slowMilliseconds, restSeconds) = (2_000, 30)
    /// How long a lease is where there is no deadline.
    private static let longestLease = 60_000
    /// How often the conditions of a step may have ceased to hold before the entry is put off.
    private static let racesLost = 5

    private let kinds: [String: EffectKind]
    private let outbox: OutboxRepository
    private let post: (OutgoingMail) throws -> String
    private let host: Host
    private let schedule: RetrySchedule
    private let clock: () -> Instant
    private var random: any RandomNumberGenerator
    /// How the kinds that were needed so far are carried out.
    private var ways: [String: EffectKind.Way] = [:]
    /// Until when mail waits for the next sweep, so that what needs no mail service does not wait behind it.
    private var mailRestsUntil: Instant?

    /// A courier for these kinds, whose mails `post` hands to the mail service.
    ///
    /// `clock` tells how long it is until the host's deadline, which is real also when the host's time stands still.
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

    /// Whether there is time for another entry before the host's deadline.
    public var hasTime: Bool { hasTime(for: Self.millisecondsForOne) }

    private func hasTime(for milliseconds: Int) -> Bool {
        host.deadline.map { clock().milliseconds(until: $0) >= milliseconds } ?? true
    }

    private func isMail(_ item: Item) -> Bool {
        item["kind"]?.string.flatMap { kinds[$0] }?.isMail ?? false
    }

    /// Carries out the entry that an index or a stream shows like this, if it is still to be done.
    ///
    /// What goes wrong with the effect becomes part of the entry. Throws what keeps that from being written down: then
    /// the entry is in the table as it was, or claimed by a lease that ends by itself.
    @discardableResult
    public func deliver(_ item: Item) throws(DynamoDBError) -> Outcome {
        if mailRestsUntil.map({ clock() < $0 }) ?? false, isMail(item) { return .postponed }
        guard let claim = try claim(item) else { return .notOurs }
        guard claim.attempts <= schedule.tries else {
            return try giveUp(claim, Setback(.final, "none of \(schedule.tries) tries came to its end"))
        }
        guard let entry = claim.entry, let kind = kinds[entry.kind] else {
            // Perhaps a newer version wrote it, which will come to carry it out.
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

    /// How the kind is carried out, made when it is first needed.
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
        // Should this process die, its death counts as a try that failed.
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

    /// Writes down a setback, and what comes after it.
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

    /// The lease was over before the work was: whoever has it now carries it out, and tells.
    private func lost(_ claim: ClaimedEntry) -> Outcome {
        host.log.warn("Effect took longer than its lease", fields(claim))
        return .notOurs
    }

    /// What the log says of an entry: never what it holds.
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
    /// One more, of a number that may come from anywhere.
    fileprivate var addingOne: Int { self < .max ? self + 1 : self }
}
