import DynamoDB
import FunctionsTestbed
import JSON
import Testbed
import Testing

@Suite("Events of organizers who are none any more, through the executables", .enabled(if: LiveTable.isAvailable))
struct LiveOwnershipTests {
    private static let notOwner = Answer.detailed(
        403, code: "not_owner", "Only the event's owner and administrators may do that.")

    /// Returns the sample as sent by user-123 with these roles.
    private func sample(_ name: String, _ roles: String) throws -> JSONValue {
        let claims: [String] = ["requestContext", "authorizer", "jwt", "claims"]
        return try Sample.event(name)
            .replacing((claims + ["sub"])[...], by: "user-123")
            .replacing((claims + ["cognito:groups"])[...], by: .string("[\(roles)]"))
    }

    @Test(
        "its owner may not change it, delete it or configure its waitlist without the role, and sees nobody in its list",
        arguments: ["student", "mentor", ""])
    func demoted(roles: String) throws {
        try LiveTable.with { table throws in
            func answer(_ function: String, _ name: String, _ roles: String) throws -> Answer {
                try withFunction(function, on: table) { function throws in
                    try function.answer(to: sample(name, roles).json())
                }
            }
            #expect(try answer("CreateEvent", "create-event", "organizer").status == 201)
            let registration = try Sample.event("register-for-event-with-key")
            #expect(
                try withFunction("RegisterForEvent", on: table) { try $0.answer(to: registration.json()).status } == 201
            )
            let before = try Set(table.all(Scan()))
            #expect(try answer("UpdateEvent", "update-event", roles) == Self.notOwner)
            #expect(try answer("DeleteEvent", "delete-event", roles) == Self.notOwner)
            #expect(try answer("ConfigureWaitlist", "configure-waitlist-off", roles) == Self.notOwner)
            #expect(try answer("ListRegistrations", "list-registrations", roles) == Answer(200, "[]"))
            #expect(try Set(table.all(Scan())) == before)
            // With the role again, all of it is theirs again.
            #expect(try answer("ListRegistrations", "list-registrations", "organizer").body.contains("user-456"))
            #expect(try answer("UpdateEvent", "update-event", "organizer").status == 200)
            #expect(try answer("ConfigureWaitlist", "configure-waitlist-off", "organizer").status == 200)
            #expect(try answer("DeleteEvent", "delete-event", "organizer") == .nothing)
        }
    }
}
