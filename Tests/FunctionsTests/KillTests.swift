import DynamoDB
import Foundation
import JSON
import LocalLambda
import Storage
import Testbed
import Testing

@Suite("A function that is killed", .enabled(if: LiveTable.isAvailable))
struct KillTests {
    private func event(of person: String) throws -> [UInt8] {
        try Sample.event(
            "sign-up-for-meetup", "requestContext", "authorizer", "jwt", "claims", "sub", is: .string(person)
        ).json()
    }

    /// Kills a process at a moment that nothing else decides.
    private func kill(_ process: Int32, withinMilliseconds limit: Int) {
        let delay = UInt32.random(in: 0...UInt32(limit * 1_000))
        Thread.detachNewThread {
            usleep(delay)
            Foundation.kill(process, SIGKILL)
        }
    }

    @Test(
        "after 50 sign-ups, every other one killed at a random moment, none that was acknowledged is lost or half done")
    func killed() throws {
        try LiveTable.with { table throws in
            var acknowledged: Set<String> = []
            var function = try RunningFunction("SignUpForMeetup", on: table)
            defer { function.kill() }
            for number in 0..<50 {
                let person = "person-\(number)"
                let isToDie = number.isMultiple(of: 2)
                if isToDie { kill(function.process.processID, withinMilliseconds: 25) }
                let outcome = function.outcome(of: try event(of: person), seconds: isToDie ? 0.15 : 5)
                if case .answer(let payload) = outcome, try Answer(payload: payload) == .signedUp {
                    acknowledged.insert(person)
                }
                guard isToDie else { continue }
                function.kill()
                function = try RunningFunction("SignUpForMeetup", on: table)
            }
            // What a dead process had sent may still be on its way into the table.
            usleep(300_000)
            #expect(acknowledged.count >= 25)
            let items = try table.all(Scan())
            let signedUp = items.filter { $0["entityType"] == "MEETUP_SIGNUP" }.compactMap { $0["PK"]?.string }
            let invited = items.filter { $0["entityType"] == "OUTBOX" }
                .compactMap { $0["payload"]?.map?["userId"]?.string }
            #expect(Set(signedUp).isSuperset(of: acknowledged.map { "STUDENT#\($0)" }))
            #expect(signedUp.sorted() == invited.map { "STUDENT#\($0)" }.sorted())
            #expect(signedUp.count == Set(signedUp).count)
            #expect(items.count == signedUp.count + invited.count)
        }
    }
}
