import DynamoDB
import JSON
import LambdaRuntime
import Platform
import Testbed
import Testing

@testable import LambdaEvents

@Suite("A table's stream")
struct StreamTests {
    private static func record(_ number: String = "1", change: String = "INSERT", more: String = "") -> String {
        #"{"eventID":"e","eventName":"\#(change)","eventSource":"aws:dynamodb","dynamodb":"#
            + #"{"Keys":{"PK":{"S":"p"},"SK":{"S":"s"}},"SequenceNumber":"\#(number)"\#(more)}}"#
    }

    private static func batch(_ records: String...) -> [UInt8] {
        Array(#"{"Records":[\#(records.joined(separator: ","))]}"#.utf8)
    }

    private static let key: Item = ["PK": "p", "SK": "s"]

    /// A handler that returns the records with these numbers, and keeps all that it was given.
    private final class Failing: StreamHandler {
        let failed: Set<String>
        var seen: [StreamRecord] = []

        init(_ failed: Set<String> = []) { self.failed = failed }

        func handle(_ records: [StreamRecord]) -> [StreamRecord] {
            seen += records
            return records.filter { failed.contains($0.sequenceNumber) }
        }
    }

    private func answer(_ handler: some StreamHandler, to event: [UInt8], on test: TestHost) throws -> String {
        let function = StreamFunction(handler, on: test.host)
        return String(decoding: try function.handle(event, of: Invocation(requestID: "i")), as: UTF8.self)
    }

    @Test("each record is read with its place, its change, its key and the item as it became")
    func records() throws {
        let image = #","NewImage":{"PK":{"S":"p"},"SK":{"S":"s"},"n":{"N":"1"}},"OldImage":{"PK":{"S":"x"}}"#
        let batch = try StreamBatch(
            Self.batch(
                Self.record("10", more: image), Self.record("11", change: "MODIFY", more: image),
                Self.record("12", change: "REMOVE")))
        let item = Self.key.merging(["n": 1]) { $1 }
        #expect(
            batch.records == [
                StreamRecord(sequenceNumber: "10", change: .insert, key: Self.key, newImage: item),
                StreamRecord(sequenceNumber: "11", change: .modify, key: Self.key, newImage: item),
                StreamRecord(sequenceNumber: "12", change: .remove, key: Self.key),
            ])
        #expect(batch.unreadable == [])
    }

    @Test(
        "those that failed are answered by their sequence numbers",
        arguments: [
            ([], #"{"batchItemFailures":[]}"#), (["2"], #"{"batchItemFailures":[{"itemIdentifier":"2"}]}"#),
            (["1", "3"], #"{"batchItemFailures":[{"itemIdentifier":"1"},{"itemIdentifier":"3"}]}"#),
        ] as [(Set<String>, String)])
    func failures(failed: Set<String>, expected: String) throws {
        let event = Self.batch(Self.record("1"), Self.record("2"), Self.record("3"))
        #expect(try answer(Failing(failed), to: event, on: TestHost()) == expected)
    }

    @Test(
        "a record that cannot be read is counted, logged without what it holds, and left out; the others are handled",
        arguments: [
            ("{}", "Records[1].eventName: is missing"), ("5", "Records[1]: expected an object"),
            (record(change: "DROP"), "Records[1].eventName: is not a known change"),
            (#"{"eventName":"INSERT"}"#, "Records[1].dynamodb: is missing"),
            (record(""), "Records[1].dynamodb.SequenceNumber: is empty"),
            (
                record(more: #","NewImage":{"name":{"X":"Ada"}}"#),
                "Records[1].dynamodb.NewImage.name: is of an unknown type"
            ),
            (
                record(more: #","NewImage":{"n":{"N":"Ada"}}"#),
                "Records[1].dynamodb.NewImage.n.N: expected a number"
            ),
        ])
    func unreadable(record: String, problem: String) throws {
        let (handler, test) = (Failing(), TestHost())
        let event = Self.batch(Self.record("1"), record, Self.record("3"))
        #expect(try answer(handler, to: event, on: test) == #"{"batchItemFailures":[]}"#)
        #expect(handler.seen.map(\.sequenceNumber) == ["1", "3"])
        #expect(test.host.counters.values.map(\.value) == [1])
        #expect(test.host.counters.values.map(\.name) == ["Errors"])
        let line = try JSONValue(parsing: try #require(test.logged.first).utf8)
        #expect(line["fields"] == ["problem": .string(problem)])
        #expect(!test.logged.joined().contains("Ada"))
    }

    @Test(
        "bytes that are no batch fail the invocation with what is wrong",
        arguments: [
            ("", "not JSON: unexpected end at byte 0"), ("{", "not JSON: unexpected end at byte 1"),
            ("[]", "expected an object"), ("{}", "Records: is missing"),
            (#"{"Records":{}}"#, "Records: expected an array"),
        ])
    func noBatch(text: String, problem: String) throws {
        let error = #expect(throws: LambdaEventError.self) { try StreamBatch(Array(text.utf8)) }
        #expect("\(try #require(error))" == "the event is no batch of a table's stream: \(problem)")
    }

    @Test("any bytes are an error or a batch, and never a crash")
    func anyBytes() throws {
        var chances = SeededGenerator(seed: Soak.seed)
        let sample = Self.batch(Self.record("1", more: #","NewImage":{"n":{"L":[{"NULL":true}]}}"#))
        for _ in 0..<(2_000 * Soak.factor) {
            var bytes = sample
            for _ in 0..<Int.random(in: 1...4, using: &chances) {
                bytes[Int.random(in: bytes.indices, using: &chances)] = UInt8.random(in: 0...255, using: &chances)
            }
            if let batch = try? StreamBatch(bytes) { #expect(batch.records.count + batch.unreadable.count <= 2) }
        }
    }
}
