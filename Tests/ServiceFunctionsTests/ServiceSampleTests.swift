import FunctionsTestbed
import Testbed
import Testing

@Suite("The samples of the service in events/", .enabled(if: LiveTable.isAvailable))
struct ServiceSampleTests {
    static let expectations: [String: SampleExpectation] = [
        "check-health": SampleExpectation(function: "CheckHealth", answer: { .healthy }),
        "refuse-route": SampleExpectation(function: "RefuseRoute", answer: { .wrongMethod(allow: "DELETE, GET, PUT") }),
        "show-api-document": SampleExpectation(function: "ShowAPIDocument", answer: { try .apiDocument() }),
        "show-api-reference": SampleExpectation(function: "ShowAPIReference", answer: { try .apiReference() }),
        "show-service": SampleExpectation(function: "ShowService", answer: { .service }),
    ]

    @Test(
        "each sample is answered as it should be, to the byte, by the real executable",
        arguments: expectations.keys.sorted())
    func sample(name: String) throws {
        try #require(Self.expectations[name]).check(name)
    }

    @Test("there is an expectation for every sample, and a sample for every expectation")
    func complete() throws {
        try Self.expectations.checkCompleteness(for: "Service")
    }
}
