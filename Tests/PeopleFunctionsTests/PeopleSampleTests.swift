import FunctionsTestbed
import Testbed
import Testing

@Suite("The samples of people in events/", .enabled(if: LiveTable.isAvailable))
struct PeopleSampleTests {
    static let expectations: [String: SampleExpectation] = [
        "create-user": SampleExpectation(
            function: "CreateUser",
            answer: {
                Answer(
                    201, headers: ["location": "/users/user-123"],
                    #"{"userId":"user-123","name":"Ada Lovelace","createdAt":"2026-11-23T09:30:00.000Z","#
                        + #""email":"ada@example.com","emailVerified":true,"locale":"en-GB","timezone":"Europe/London"}"#
                )
            }, items: 1),
        "create-user-for-someone-else": SampleExpectation(function: "CreateUser", answer: { .notYourself }),
        "create-user-invalid": SampleExpectation(function: "CreateUser", answer: { .invalidUser }),
        "create-user-with-key": SampleExpectation(
            function: "CreateUser",
            answer: {
                Answer(
                    201, headers: ["location": "/users/grace"],
                    #"{"userId":"grace","name":"Grace Hopper","createdAt":"2026-11-23T09:30:00.000Z"}"#)
            }, items: 2),
        "delete-user": SampleExpectation(function: "DeleteUser", answer: { .unknownUser }),
        "export-user": SampleExpectation(
            function: "ExportUser",
            answer: {
                Answer(
                    200, headers: ["content-disposition": #"attachment; filename="export.json""#],
                    #"{"userId":"user-123","exportedAt":"2026-11-23T09:30:00.000Z","profile":null,"#
                        + #""registrations":[],"meetupSignups":[],"others":[],"erasure":null}"#)
            }),
        "get-user": SampleExpectation(function: "GetUser", answer: { .unknownUser }),
        "list-user-registrations": SampleExpectation(function: "ListUserRegistrations", answer: { Answer(200, "[]") }),
        "list-user-registrations-by-admin": SampleExpectation(
            function: "ListUserRegistrations", answer: { .unknownUser }),
        "list-user-registrations-of-someone-else": SampleExpectation(
            function: "ListUserRegistrations", answer: { .notYourself }),
        "update-user": SampleExpectation(
            function: "UpdateUser",
            answer: {
                Answer(
                    200,
                    #"{"userId":"user-123","name":"Ada King","createdAt":"2026-11-23T09:30:00.000Z","#
                        + #""email":"ada@example.com","emailVerified":true,"timezone":"Europe/Paris"}"#)
            }, items: 1),
        "update-user-invalid": SampleExpectation(function: "UpdateUser", answer: { .invalidUserChange }),
    ]

    @Test(
        "each sample is answered as it should be, to the byte, by the real executable",
        arguments: expectations.keys.sorted())
    func sample(name: String) throws {
        try #require(Self.expectations[name]).check(name)
    }

    @Test("there is an expectation for every sample, and a sample for every expectation")
    func complete() throws {
        try Self.expectations.checkCompleteness(for: "People")
    }
}
