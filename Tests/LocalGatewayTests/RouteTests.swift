import JSON
import Template
import Testing

@testable import LocalGateway

struct RouteTests {
    private static let keys = [
        "GET /api/meetups", "GET /api/{kind}", "ANY /api/{kind}", "GET /api/{rest+}", "POST /files/{path+}",
        "DELETE /api/meetups/{id}/signup", "$default",
    ]

    private static func table(_ keys: [String]) throws -> RouteTable {
        let events = keys.enumerated().map { index, key in
            let parts = key.split(separator: " ")
            let method = parts.count == 2 ? String(parts[0]) : "ANY"
            return
                "        E\(index): { Type: HttpApi, Properties: { Method: \(method), Path: \"\(parts.last ?? "")\" } }"
        }
        let text = """
            Resources:
              F:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: .
                  Handler: h
                  Events:
            \(events.joined(separator: "\n"))
            """
        let stack = try ServerlessTemplate(parsing: Array(text.utf8)).stack(StackSettings { _ in nil })
        return RouteTable(routes: try stack.functions.flatMap(\.routes).map { try Route($0, function: "F") })
    }

    @Test(
        "the most specific route that fits has the request, with its parameters decoded",
        arguments: [
            ("GET", "/api/meetups", "GET /api/meetups", [:]),
            ("GET", "/api/events", "GET /api/{kind}", ["kind": "events"]),
            ("PUT", "/api/meetups", "ANY /api/{kind}", ["kind": "meetups"]),
            ("GET", "/api/a%20b%2Fc", "GET /api/{kind}", ["kind": "a b/c"]),
            ("GET", "/api/%252e", "GET /api/{kind}", ["kind": "%2e"]),
            ("GET", "/api/meetups/1", "GET /api/{rest+}", ["rest": "meetups/1"]),
            ("DELETE", "/api/meetups/7/signup", "DELETE /api/meetups/{id}/signup", ["id": "7"]),
            ("POST", "/files/a/b/c", "POST /files/{path+}", ["path": "a/b/c"]),
            ("POST", "/files/", "$default", [:]),
            ("GET", "/api/", "$default", [:]),
            ("GET", "/", "$default", [:]),
            ("TRACE", "/api/meetups", "$default", [:]),
            ("GET", "/api/meetups%3Fid=1", "GET /api/meetups", [:]),
        ] as [(String, String, String, [String: String])])
    func finds(method: String, path: String, key: String, parameters: [String: String]) throws {
        let target = try #require(RequestTarget(path))
        let match = try Self.table(Self.keys).match(method, target.segments)
        #expect(match?.route.key == key)
        #expect(match?.parameters == parameters)
    }

    @Test(
        "what no route has is not found",
        arguments: [
            ("GET", "/api/meetups/"), ("POST", "/api/meetups"), ("HEAD", "/api/meetups"), ("GET", "/API/meetups"),
            ("TRACE", "/any"), ("GET", "/any/x"),
        ])
    func findsNothing(method: String, path: String) throws {
        let table = try Self.table(["GET /api/meetups", "ANY /any"])
        #expect(table.match(method, try #require(RequestTarget(path)).segments) == nil)
    }

    @Test("a greedy part in the middle is refused, with its line")
    func refusesGreedyInTheMiddle() throws {
        #expect(throws: GatewayError("line 8: GET /a/{b+}/c: only the last part may end with +")) {
            try Self.table(["GET /a/{b+}/c"])
        }
    }

    @Test(
        "a target that is no path, or is broken, is none",
        arguments: ["*", "api", "http://host", "/%zz", "/%ff", "/%", "ftp://host/x"])
    func refusesTargets(text: String) {
        #expect(RequestTarget(text) == nil)
    }

    @Test("path and query come apart, and the query is kept as it came")
    func readsTarget() throws {
        let target = try #require(RequestTarget("http://host:1/a%20b//c?x=1&x=2&y=%C3%A9+z&%zz&=v"))
        #expect(target.path == "/a b//c")
        #expect(target.segments == ["a b", "", "c"])
        #expect(target.query == "x=1&x=2&y=%C3%A9+z&%zz&=v")
        #expect(target.parameters == ["x": "1,2", "y": "é z", "%zz": "", "": "v"])
    }
}
