import DynamoDB
import JSON
import Storage
import Testbed
import Testing

/// A sample's function, its answer, and the number of items that it leaves in an empty table.
public struct SampleExpectation: Sendable {
    private let function: String
    private let reply: Reply
    private let items: Int

    /// The reply to a caller of the API, or to Lambda itself.
    private enum Reply: Sendable {
        case answer(@Sendable () throws -> Answer)
        case payload(String)
    }

    public init(function: String, answer: @escaping @Sendable () throws -> Answer, items: Int = 0) {
        (self.function, self.reply, self.items) = (function, .answer(answer), items)
    }

    public init(function: String, payload: String) {
        (self.function, self.reply, self.items) = (function, .payload(payload), 0)
    }

    /// Sends the sample to its function's executable, with an empty table, and compares all that comes of it.
    public func check(_ sample: String) throws {
        let event = try Sample.event(sample)
        try LiveTable.with { table throws in
            try withFunction(function, on: table, at: Sample.time(event)) { function throws in
                switch reply {
                case .answer(let answer): #expect(try function.answer(to: event.json()) == answer())
                case .payload(let text): #expect(try function.payload(for: event.json()) == text)
                }
                #expect(try table.all(Scan()).count == items)
            }
        }
    }
}

extension [String: SampleExpectation] {
    /// Records an issue if the area has a sample without an expectation, or an expectation without a sample.
    public func checkCompleteness(for area: String) throws {
        #expect(try Set(keys) == Sample.names(of: area))
    }
}
