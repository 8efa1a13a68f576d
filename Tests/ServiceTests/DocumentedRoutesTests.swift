import JSON
import Testing

@testable import Service

@Suite("The routes of the API's document")
struct DocumentedRoutesTests {
    private static let real = Result { try DocumentedRoutes(APIDocument(version: "1")) }

    /// Returns the routes of a document with these operations.
    private static func routes(_ operations: [(method: String, path: String)]) throws -> DocumentedRoutes {
        let fragments = operations.map { #"{"paths":{"\#($0.path)":{"\#($0.method)":{}}}}"# }
        return try DocumentedRoutes(APIDocument(version: "1", fragments: fragments))
    }

    @Test(
        "a path has the methods that the document has for it, in their order",
        arguments: [
            ("/", ["GET"]), ("/health", ["GET"]), ("/users", ["POST"]), ("/events", ["GET", "POST"]),
            ("/events/my-event-123", ["DELETE", "GET", "PUT"]), ("/events/my-event-123/waitlist", ["PUT"]),
            ("/events/a b/registrations/\u{1F986}", ["DELETE"]), ("/events/%2F", ["DELETE", "GET", "PUT"]),
            ("/events/{event_id}", ["DELETE", "GET", "PUT"]),
        ])
    func finds(path: String, methods: [String]) throws {
        #expect(try Self.real.get().methods(of: path) == methods)
    }

    @Test(
        "any other path has none, whatever it looks like",
        arguments: [
            "", "health", "//", "///", "/health/", "//health", "/health//", "/Health", "/HEALTH", "/health\0",
            "/health ",
            "/./health", "/../health", "/events/", "/events//waitlist", "/events/x/y", "/events/x/y/z", "/%68ealth",
            "\\health", "/users/x/registrations/y", "/health\u{301}", "/\u{301}health", "/{path}", "/\u{FF48}ealth",
            String(repeating: "/", count: 100_000), String(repeating: "/events", count: 100_000),
        ])
    func findsNothing(path: String) throws {
        #expect(try Self.real.get().methods(of: path).isEmpty)
    }

    @Test("a part may be as long as it likes")
    func longParts() throws {
        let path = "/events/" + String(repeating: "\u{E9}", count: 1_000_000)
        #expect(try Self.real.get().methods(of: path) == ["DELETE", "GET", "PUT"])
    }

    @Test(
        "a name goes before a parameter, the first parts before later ones; of equals, the methods of all count",
        arguments: [
            ("/a/b", ["PUT"]), ("/a/x", ["DELETE", "GET"]), ("/x/b", ["PATCH"]), ("/x/y", []),
            ("/a/{c}", ["DELETE", "GET"]),
        ])
    func prefersNames(path: String, methods: [String]) throws {
        let routes = try Self.routes([
            ("get", "/a/{b}"), ("delete", "/a/{c}"), ("put", "/a/b"), ("patch", "/{a}/b"), ("post", "/{a}/b/c"),
        ])
        #expect(routes.methods(of: path) == methods)
    }

    @Test("what a path has beside its methods is none")
    func knowsMethods() throws {
        #expect(try Self.routes([("parameters", "/a"), ("summary", "/a"), ("$ref", "/b")]).methods(of: "/a").isEmpty)
    }

    @Test("a document without paths has no routes")
    func emptyDocument() throws {
        #expect(try Self.routes([]).methods(of: "/").isEmpty)
    }
}
