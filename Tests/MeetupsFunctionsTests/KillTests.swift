import DynamoDB
import Foundation
import FunctionsTestbed
import JSON
import LocalLambda
import Storage
import Testbed
import Testing

@Suite("A function that is killed", .enabled(if: LiveTable.isAvailable))
struct KillTests {
    private let everyone = (0..<(50 * Soak.factor)).map { "person-\($0)" }

    private func event(of person: String) throws -> [UInt8] {
        try Sample.event(
            "sign-up-for-meetup", "requestContext", "authorizer", "jwt", "claims", "sub", is: .string(person)
        ).json()
    }

    /// Kills a process after that many microseconds, wherever it is by then.
    private func kill(_ process: Int32, after delay: UInt32) {
        Thread.detachNewThread {
            usleep(delay)
            Foundation.kill(process, SIGKILL)
        }
    }

    @Test(
        "after many sign-ups, every other one killed at a random moment, none is lost or half done, and all can be repeated"
    )
    func killed() throws {
        try LiveTable.with { table throws in
            var chances = SeededGenerator(seed: Soak.seed)
            var acknowledged: Set<String> = []
            // The clock stands still: a user who signs up again a minute later is invited again.
            let now = try Sample.time(Sample.event("sign-up-for-meetup"))
            var function = try ServedFunction("SignUpForMeetup", on: table, at: now)
            defer { function.kill() }
            for (number, person) in everyone.enumerated() {
                let isToDie = number.isMultiple(of: 2)
                if isToDie { kill(function.process.processID, after: UInt32.random(in: 0...8_000, using: &chances)) }
                let outcome = function.outcome(of: try event(of: person), seconds: isToDie ? 0.15 : 5)
                if case .answer(let payload) = outcome, try Answer(payload: payload) == .signedUp {
                    acknowledged.insert(person)
                }
                guard isToDie else { continue }
                function.kill()
                function = try ServedFunction("SignUpForMeetup", on: table, at: now)
            }
            // The last request of a dead process may still be on its way into the table.
            usleep(300_000)
            #expect(acknowledged.count >= everyone.count / 2)
            let before = try people(in: table)
            #expect(before.signedUp == before.invited)
            #expect(Set(before.signedUp).isSuperset(of: acknowledged))

            for person in everyone { #expect(try function.answer(to: event(of: person)) == .signedUp) }
            let after = try people(in: table)
            #expect(after.signedUp == everyone.sorted())
            #expect(after.invited == everyone.sorted())
        }
    }

    /// Returns the users who are signed up and those who are invited, once for each record.
    ///
    /// It checks that there is nothing else in the table.
    private func people(in table: Table) throws -> (signedUp: [String], invited: [String]) {
        let items = try table.all(Scan())
        let signedUp = items.filter { $0["entityType"] == "MEETUP_SIGNUP" }
            .compactMap { $0["PK"]?.string?.dropFirst("STUDENT#".count) }.map(String.init)
        let invited = items.filter { $0["entityType"] == "OUTBOX" }.compactMap { $0["userId"]?.string }
        #expect(items.count == signedUp.count + invited.count)
        return (signedUp.sorted(), invited.sorted())
    }
}
