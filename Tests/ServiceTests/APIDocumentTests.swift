import Foundation
import JSON
import Testing

@testable import Service

@Suite("The API's document")
struct APIDocumentTests {
    static let methods: Set = ["get", "post", "put", "patch", "delete"]

    private static func root(_ bytes: [UInt8]) throws -> JSONNode { try JSONDocument(parsing: bytes).root }

    /// Returns every operation of the document, by its id.
    private static func operations() throws -> [(id: String, node: JSONNode)] {
        let paths = try #require(try root(APIDocument(version: "1.2.0").bytes)["paths"])
        return paths.members.flatMap { _, item in
            item.members.map { (id: $0.value["operationId"]?.string ?? "", node: $0.value) }
        }
    }

    @Test("it begins with the version of OpenAPI and bears the version of the service")
    func frame() throws {
        let root = try Self.root(APIDocument(version: #"1.2.0 "beta""#).bytes)
        #expect(root["openapi"]?.string == "3.1.0")
        #expect(root["info"]?["title"]?.string == ServiceInformation.name)
        #expect(root["info"]?["version"]?.string == #"1.2.0 "beta""#)
        #expect(
            root.members.map(\.key) == ["openapi", "info", "servers", "security", "tags", "paths", "components"])
    }

    @Test("a name is only white space where the service takes it for that, whatever else is white space to others")
    func whiteSpace() throws {
        let schemas = try Self.root(APIDocument(version: "1").bytes)["components"]?["schemas"]
        let text = try #require(schemas?["UserName"]?["pattern"]?.string)
        let pattern = try NSRegularExpression(pattern: text)
        for scalar in (0...0x10FFFF).lazy.compactMap(Unicode.Scalar.init)
        where scalar.value < 0x3100 || scalar.properties.isWhitespace {
            let name = String(Character(scalar))
            let found = pattern.firstMatch(in: name, range: NSRange(name.startIndex..., in: name))
            #expect((found != nil) != scalar.properties.isWhitespace, "U+\(String(scalar.value, radix: 16))")
        }
    }

    @Test("no fragment takes the place of what another one has")
    func nothingTwice() throws {
        var seen: Set<String> = []
        for fragment in APIDocument.fragments {
            let root = try Self.root(Array(fragment.utf8))
            let components = (root["components"]?.members.map(\.self) ?? []).flatMap { kind, parts in
                parts.members.map { "\(kind)/\($0.key)" }
            }
            for name in components + (root["paths"]?.members.map(\.key) ?? []) {
                #expect(seen.insert(name).inserted, "\(name) is there twice")
            }
        }
    }

    @Test("every operation says what it is, whose it is, and how it can fail")
    func operations() throws {
        let operations = try Self.operations()
        #expect(Set(operations.map(\.id)).count == operations.count)
        for (id, operation) in operations {
            #expect(id.utf8.first.map { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 } == true, "\(id)")
            #expect(operation["summary"]?.string?.isEmpty == false, "\(id)")
            #expect(operation["tags"]?.array?.first?.string?.isEmpty == false, "\(id)")
            let statuses = operation["responses"]?.members.map(\.key) ?? []
            #expect(Set(statuses).isSuperset(of: ["429", "500"]), "\(id)")
            #expect(statuses == statuses.sorted(), "\(id)")
            #expect(statuses.contains("401") == (operation["security"] == nil), "\(id)")
        }
    }

    @Test(
        "answers that are named by their status alone stand among an operation's own, in either kind",
        arguments: [
            (#""security":[],"answers":{"plain":[]}"#, ["200", "429 TooManyRequests", "500 ServerError"]),
            (
                #""answers":{"plain":[400]}"#,
                ["200", "400 BadRequest", "401 Unauthorized", "429 TooManyRequests", "500 ServerError"]
            ),
            (
                #""answers":{"detailed":[503,404]}"#,
                [
                    "200", "401 Unauthorized", "404 NotFound", "429 TooManyRequests", "500 DetailedServerError",
                    "503 DetailedUnavailable",
                ]
            ),
        ])
    func sharedAnswers(answers: String, expected: [String]) throws {
        let fragment = #"{"paths":{"/":{"get":{\#(answers),"responses":{"200":{"description":"Fine."}}}}}}"#
        let root = try Self.root(APIDocument(version: "1", fragments: [fragment]).bytes)
        let operation = try #require(root["paths"]?["/"]?["get"])
        #expect(operation["answers"] == nil)
        let responses = try #require(operation["responses"]).members.map { status, response in
            let reference = response["$ref"]?.string?.split(separator: "/").last
            return reference.map { "\(status) \($0)" } ?? status
        }
        #expect(responses == expected)
    }

    @Test("an operation's own answer comes before the one that it shares")
    func ownAnswer() throws {
        let fragment = #"""
            {"paths":{"/":{"get":{"answers":{"plain":[503]},"responses":{"503":{"description":"Away."}}}}}}
            """#
        let root = try Self.root(APIDocument(version: "1", fragments: [fragment]).bytes)
        #expect(root["paths"]?["/"]?["get"]?["responses"]?["503"]?["description"]?.string == "Away.")
    }

    @Test("every reference leads somewhere")
    func references() throws {
        let root = try Self.root(APIDocument(version: "1").bytes)
        let document = DocumentTree(root: root)
        func check(_ node: JSONNode) {
            if node["$ref"] != nil {
                #expect(document.resolved(node)["$ref"] == nil, "\(node["$ref"]?.string ?? "")")
            }
            for (_, member) in node.members { check(member) }
            for element in node.elements { check(element) }
        }
        check(root)
    }

    @Test("a fragment that is no JSON is an error, not a document with a hole")
    func brokenFragment() {
        #expect(throws: JSONError.self) { try APIDocument(version: "1", fragments: [#"{"paths": {]"#]) }
    }
}
