import DynamoDB
import Foundation
import FunctionsTestbed
import JSON
import LocalLambda
import Testbed
import Testing
import Time

/// Many users who come to and go from one event at once, through the real executables, some of which are killed.
final class EventRace: @unchecked Sendable {
    /// The answers that users got, by function and status.
    private var answers: [String: Int] = [:]
    private var kills = 0
    private var objections: [String] = []
    private var running = 0
    private let lock = NSCondition()

    /// The work of one thread, which shares nothing that has no lock.
    private struct Work: @unchecked Sendable {
        let run: (EventRace, inout SeededGenerator) throws -> Void
    }
    private let end: Date

    init(seconds: Double) {
        end = Date(timeIntervalSinceNow: seconds)
    }

    /// Does the work on a thread of its own, again and again until the race is over; each has chances of its own.
    func run(_ number: Int, _ work: @escaping (EventRace, inout SeededGenerator) throws -> Void) {
        let work = Work(run: work)
        lock.withLock { running += 1 }
        Thread.detachNewThread { [self] in
            var chances = SeededGenerator(seed: Soak.seed &+ UInt64(number + 8) &* 7_919)
            do {
                while Date() < end { try work.run(self, &chances) }
            } catch {
                object("a thread stopped: \(error)")
            }
            lock.withLock {
                running -= 1
                lock.broadcast()
            }
        }
    }

    func wait() {
        lock.withLock { while running > 0 { lock.wait() } }
    }

    func count(_ answer: String) {
        lock.withLock { answers[answer, default: 0] += 1 }
    }

    func countKill() {
        lock.withLock { kills += 1 }
    }

    func object(_ objection: String) {
        lock.withLock { if objections.count < 20 { objections.append(objection) } }
    }

    var result: (answers: [String: Int], kills: Int, objections: [String]) {
        lock.withLock { (answers, kills, objections) }
    }
}

/// A function's process that users share in turns, as on Lambda; it is restarted after it was killed.
final class SharedFunction: @unchecked Sendable {
    private let lock = NSLock()
    private let name: String
    private let table: Table
    private var function: ServedFunction

    /// Creates a function of that name with a client of its own for the table.
    init(_ name: String, tableName: String) throws {
        self.name = name
        table = Table(name: tableName, client: try LiveTable.client())
        function = try ServedFunction(name, on: table)
    }

    /// Returns the answer's status; nil if there was none within the time of a call.
    ///
    /// With a delay, the process is killed so many microseconds after it was given the event.
    func status(of event: [UInt8], killAfter delay: UInt32? = nil) throws -> Int? {
        try lock.withLock {
            guard let delay else {
                guard case .answer(let payload) = function.outcome(of: event, seconds: 20) else { return nil }
                return try JSONValue(parsing: payload)["statusCode"]?.int
            }
            let process = function.process.processID
            Thread.detachNewThread {
                usleep(delay)
                Foundation.kill(process, SIGKILL)
            }
            _ = function.outcome(of: event, seconds: 0.1)
            function.kill()
            function = try ServedFunction(name, on: table)
            return nil
        }
    }

    func stop() {
        lock.withLock { function.kill() }
    }
}
