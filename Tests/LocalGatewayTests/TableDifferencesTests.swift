import Foundation
import JSON
import LocalTable
import Template
import Testing

@testable import LocalGateway

/// An edited template, and a table made from the previous version.
struct TableDifferencesTests {
    private static let index =
        "{ IndexName: ByB, KeySchema: [{ AttributeName: b, KeyType: HASH }], Projection: { ProjectionType: ALL } }"
    private static let key = "KeySchema: [{ AttributeName: a, KeyType: HASH }]"
    private static let sortKey = "{ AttributeName: b, KeyType: RANGE }"
    private static let types = "{ AttributeName: a, AttributeType: S }, { AttributeName: b, AttributeType: S }"
    private static let full = """
        AttributeDefinitions: [\(types)]
              \(key)
              GlobalSecondaryIndexes: [\(index)]
              StreamSpecification: { StreamViewType: NEW_IMAGE }
              TimeToLiveSpecification: { AttributeName: end, Enabled: true }
        """

    private static func table(_ properties: String) throws -> TableResource {
        let text = """
            Resources:
              T:
                Type: AWS::DynamoDB::Table
                Properties:
                  \(properties)
            """
        let stack = try ServerlessTemplate(parsing: Array(text.utf8)).stack(StackSettings { _ in nil })
        return try #require(stack.tables.first)
    }

    /// Opens the file with a template that declares that table, as the gateway does, and closes it.
    private static func open(_ file: String, _ properties: String) throws -> [String] {
        let table = try EmbeddedTable(
            file: file, port: 0, region: "eu-west-1", tables: [(Self.table(properties), "Things")], ChangeSignal(),
            Journal(isRaw: false))
        defer { table.close() }
        return table.differences
    }

    private static func file() throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tables-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder.path + "/table.sqlite"
    }

    @Test(
        "what differs is said, and what to do",
        arguments: [
            (full, full, nil),
            (
                full, full.replacingOccurrences(of: key, with: "\(key.dropLast()), \(sortKey)]"),
                "has another key"
            ),
            (full, full.replacingOccurrences(of: "NEW_IMAGE", with: "KEYS_ONLY"), "has another stream"),
            (full, full.replacingOccurrences(of: "StreamSpecification", with: "Tags"), "has a needless stream"),
            (full, full.replacingOccurrences(of: "ALL", with: "KEYS_ONLY"), "has another index ByB"),
            (full, full.replacingOccurrences(of: "ByB", with: "ByC"), "has a needless index ByB, lacks the index ByC"),
            (
                full, full.replacingOccurrences(of: "b, AttributeType: S", with: "b, AttributeType: N"),
                "has S and not N for b"
            ),
            (full, full.replacingOccurrences(of: "end", with: "until"), "has another time to live"),
            (full.replacingOccurrences(of: "StreamSpecification", with: "Tags"), full, "lacks the stream"),
            (full.replacingOccurrences(of: "TimeToLive", with: "Other"), full, nil),
        ] as [(String, String, String?)])
    func says(before: String, now: String, words: String?) throws {
        let file = try Self.file()
        defer { try? FileManager.default.removeItem(atPath: (file as NSString).deletingLastPathComponent) }
        #expect(try Self.open(file, before) == [])
        let folder = (file as NSString).deletingLastPathComponent
        let said = words.map {
            "Things is not as the template has it: it \($0); choose another folder with DATA=…, or delete \(folder)"
        }
        #expect(try Self.open(file, now) == (said.map { [$0] } ?? []))
    }

    @Test("time to live that is off is switched on, whoever has made the table")
    func switchesTimeToLiveOn() throws {
        let file = try Self.file()
        defer { try? FileManager.default.removeItem(atPath: (file as NSString).deletingLastPathComponent) }
        _ = try Self.open(file, Self.full.replacingOccurrences(of: "TimeToLive", with: "Other"))
        _ = try Self.open(file, Self.full)
        guard case .serve(let options) = try TableOptions.request(["--data=\(file)"]) else { return }
        let backend = try TableBackend(options)
        defer { backend.close() }
        let input = try JSONDocument(parsing: Array(#"{"TableName":"Things"}"#.utf8)).root
        let answer = try backend.operations.answer(operation: "DescribeTimeToLive", input: input)
        #expect(try JSONValue(parsing: answer)["TimeToLiveDescription"]?["AttributeName"] == "end")
    }
}
