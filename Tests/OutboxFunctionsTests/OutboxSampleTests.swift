import FunctionsTestbed
import Testbed
import Testing

@Suite("The samples of the outbox in events/", .enabled(if: LiveTable.isAvailable))
struct OutboxSampleTests {
    static let expectations: [String: SampleExpectation] = [
        // An entry that is not in the table is not to be done.
        "dispatch-outbox": SampleExpectation(function: "DispatchOutbox", payload: #"{"batchItemFailures":[]}"#),
        "sweep-outbox": SampleExpectation(function: "SweepOutbox", payload: "{}"),
    ]

    @Test(
        "each sample is answered as it should be, to the byte, by the real executable",
        arguments: expectations.keys.sorted())
    func sample(name: String) throws {
        try #require(Self.expectations[name]).check(name)
    }

    @Test("there is an expectation for every sample, and a sample for every expectation")
    func complete() throws {
        try Self.expectations.checkCompleteness(for: "Outbox")
    }
}
