import FunctionsTestbed
import Testbed
import Testing

@Suite("The samples of events and registrations in events/", .enabled(if: LiveTable.isAvailable))
struct EventsSampleTests {
    static let expectations: [String: SampleExpectation] = [
        "configure-waitlist": SampleExpectation(function: "ConfigureWaitlist", answer: { .unknownEvent }),
        "configure-waitlist-off": SampleExpectation(function: "ConfigureWaitlist", answer: { .unknownEvent }),
        "create-event": SampleExpectation(function: "CreateEvent", answer: { .createdEvent }, items: 4),
        "create-event-invalid": SampleExpectation(function: "CreateEvent", answer: { .invalidEvent }),
        "create-event-not-organizer": SampleExpectation(
            function: "CreateEvent",
            answer: {
                .detailed(403, code: "not_organizer", "Only organizers and administrators may create events.")
            }),
        "delete-event": SampleExpectation(function: "DeleteEvent", answer: { .unknownEvent }),
        "get-event": SampleExpectation(function: "GetEvent", answer: { .unknownEvent }),
        "list-events": SampleExpectation(
            function: "ListEvents",
            answer: {
                let headers = ["cache-control": "public, max-age=15", "vary": "authorization, origin"]
                return Answer(200, headers: headers, "[]")
            }),
        "list-registrations": SampleExpectation(function: "ListRegistrations", answer: { .unknownEvent }),
        "list-registrations-of-all": SampleExpectation(function: "ListRegistrations", answer: { .unknownEvent }),
        "register-for-event": SampleExpectation(function: "RegisterForEvent", answer: { .unknownEvent }),
        "register-for-event-by-admin": SampleExpectation(function: "RegisterForEvent", answer: { .unknownEvent }),
        "register-for-event-with-key": SampleExpectation(function: "RegisterForEvent", answer: { .unknownEvent }),
        "unregister-from-event": SampleExpectation(function: "UnregisterFromEvent", answer: { .unknownEvent }),
        "update-event": SampleExpectation(function: "UpdateEvent", answer: { .unknownEvent }),
    ]

    @Test(
        "each sample is answered as it should be, to the byte, by the real executable",
        arguments: expectations.keys.sorted())
    func sample(name: String) throws {
        try #require(Self.expectations[name]).check(name)
    }

    @Test("there is an expectation for every sample, and a sample for every expectation")
    func complete() throws {
        try Self.expectations.checkCompleteness(for: "Events")
    }
}
