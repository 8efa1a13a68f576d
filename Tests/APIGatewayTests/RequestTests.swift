import JSON
import Platform
import Testing

@testable import APIGateway

@Suite("A request as API Gateway hands it over")
struct RequestTests {
    /// Expects all parts of a complete event, in either format.
    private func expectAll(of request: APIRequest) throws {
        #expect(request.method == "POST")
        #expect(request.path == "/api/meetups/weekly/signup")
        #expect(request.query["limit"] == ["5"])
        #expect(request.headers["idempotency-key"] == "k")
        #expect(request.cookies == ["a=1", "b=2"])
        #expect(request.body == Array("{}".utf8))
        #expect(request.sourceIP == "203.0.113.7")
        #expect(try request.path("meetupId") == "weekly")
        #expect(try request.requireIdentity().userID.text == "user-123")
    }

    @Test("an HTTP API's event is read whole")
    func http() throws {
        let event = Event.http([
            "rawQueryString": "limit=5", "cookies": ["a=1", "b=2"], "body": "{}",
            "headers": ["idempotency-key": "k"],
        ])
        try expectAll(of: read(event))
    }

    @Test("a REST API's event is read whole, whether it says its version or not", arguments: ["1.0", nil])
    func rest(version: String?) throws {
        let event = Event.rest([
            "version": version.map(JSONValue.string), "queryStringParameters": ["limit": "5"], "body": "{}",
            "headers": ["Idempotency-Key": "k", "Cookie": "a=1; b=2"],
        ])
        try expectAll(of: read(event))
    }

    @Test(
        "what a request can do without may be null, of another type, or absent",
        arguments: [JSONValue.null, 5, true, [], ["x"], ["a": ["b": nil]], nil])
    func optionalMembers(value: JSONValue?) throws {
        let changes: [String: JSONValue?] = Dictionary(
            uniqueKeysWithValues: [
                "rawQueryString", "queryStringParameters", "multiValueQueryStringParameters", "cookies", "headers",
                "multiValueHeaders", "body", "pathParameters", "stageVariables", "isBase64Encoded", "unknown",
            ].map { ($0, value) })
        for event in [Event.http(changes, context: ["authorizer": value, "requestId": value]), Event.rest(changes)] {
            let request = try read(event)
            #expect(request.body.isEmpty)
            #expect(request.headers["accept-language"] == nil)
            #expect(request.query["limit"].isEmpty)
            #expect(try request.idempotencyKey() == nil)
            #expect(problem { try request.path("meetupId") }?.details.map(\.field) == ["meetupId"])
        }
    }

    @Test("an event whose context is null is refused by what is missing, and the caller is nobody")
    func nullContext() throws {
        #expect(
            problem { try read(Event.http(["requestContext": .null])) }?.details
                == [.init(field: "requestContext.http.method", problem: "is missing or cannot be read")])
        let request = try read(Event.rest(["requestContext": .null]))
        #expect(problem { try request.requireIdentity() }?.kind == .unauthenticated)
    }

    @Test("a null rawPath is as good as none: the path of the call is the same")
    func nullRawPath() throws {
        #expect(try read(Event.http(["rawPath": .null])).path == "/api/meetups/weekly/signup")
        #expect(
            problem { try read(Event.http(["rawPath": 5], context: ["http": ["method": "GET"]])) }?.details
                == [.init(field: "rawPath", problem: "is missing or cannot be read")])
    }

    @Test("header names compare without regard to case, and several values are joined by commas")
    func headers() throws {
        let event = Event.rest([
            "headers": ["Accept": "last"], "multiValueHeaders": ["Accept": ["one", "two"], "X-Other": ["three"]],
        ])
        let headers = try read(event).headers
        #expect(headers["accept"] == "one,two")
        #expect(headers["x-other"] == "three")
        #expect(headers["x"] == nil)
        let spellings = try read(Event.http(["headers": ["ACCEPT": "one", "[ccept": "no", "accepT": "two"]])).headers
        #expect(spellings["accept"].map { Set($0.split(separator: ",")) } == ["one", "two"])
        // `[` is not an upper-case `{`.
        #expect(try read(Event.http(["headers": ["[": "no"]])).headers["{"] == nil)
    }

    @Test("cookies come one by one, from several headers too, blanks and empty ones left out")
    func restCookies() throws {
        let event = Event.rest(["multiValueHeaders": ["cookie": ["a=1;  b=2;", "; c=x=y ;;"]]])
        #expect(try read(event).cookies == ["a=1", "b=2", "c=x=y "])
        let accented = Event.rest(["multiValueHeaders": ["cookie": ["a=1;\u{301}b=2; \u{301}c=3"]]])
        #expect(try read(accented).cookies == ["a=1", "\u{301}b=2", "\u{301}c=3"])
    }
}

@Suite("Path parameters")
struct PathParameterTests {
    @Test(
        "an HTTP API has decoded them: they are never decoded twice",
        arguments: ["%2541", "100%", "a+b", "a/b", "a#b", "a\u{0}b", "Zoë", String(repeating: "x", count: 10_000)])
    func http(text: String) throws {
        #expect(try read(Event.http(["pathParameters": ["id": .string(text)]])).path("id") == text)
    }

    @Test(
        "a REST API has not: they are decoded once",
        arguments: [("%2541", "%41"), ("a%2Fb", "a/b"), ("a+b", "a+b"), ("Zo%C3%AB", "Zoë"), ("a%00b", "a\u{0}b")])
    func rest(text: String, expected: String) throws {
        #expect(try read(Event.rest(["pathParameters": ["id": .string(text)]])).path("id") == expected)
    }

    @Test("an encoding that is broken is the caller's error", arguments: ["100%", "%zz", "%", "%C3", "%FF"])
    func broken(text: String) throws {
        let request = try read(Event.rest(["pathParameters": ["id": .string(text)]]))
        #expect(
            problem { try request.path("id") }
                == .invalid(field: "id", in: .path, "is not percent-encoded UTF-8"))
    }

    @Test("the whole path is decoded by the same rule")
    func wholePath() throws {
        #expect(try read(Event.http(["rawPath": "/a/%2541"])).path == "/a/%2541")
        #expect(try read(Event.rest(["path": "/a/%2541"])).path == "/a/%41")
        #expect(problem { try read(Event.rest(["path": "/a/%"])) }?.details.map(\.field) == ["path"])
    }

    @Test("one that is empty is missing")
    func empty() throws {
        let request = try read(Event.http(["pathParameters": ["id": ""]]))
        #expect(problem { try request.path("id") } == .invalid(field: "id", in: .path, "is missing from the path"))
    }
}

@Suite("Queries")
struct QueryTests {
    private func query(_ text: String) throws -> [String] {
        try read(Event.http(["rawQueryString": .string(text)])).query.all.map { "\($0.name)=\($0.value)" }
    }

    @Test(
        "a query is read as it stood in the address",
        arguments: [
            ("", []), ("a=1&b=2", ["a=1", "b=2"]), ("a=1&a=2", ["a=1", "a=2"]), ("a", ["a="]), ("a=", ["a="]),
            ("=b", ["=b"]), ("&&a=1&", ["a=1"]), ("a=b=c", ["a=b=c"]), ("q=a+b", ["q=a b"]), ("q=a%2Bb", ["q=a+b"]),
            ("q=%2541", ["q=%41"]), ("q=Zo%C3%AB", ["q=Zoë"]), ("q=1,2", ["q=1,2"]), ("a%3Db=1", ["a=b=1"]),
            ("q=%26%3D", ["q=&="]), ("q=%00", ["q=\u{0}"]),
        ])
    func encoded(text: String, expected: [String]) throws {
        #expect(try query(text) == expected)
    }

    @Test(
        "a query that is not percent-encoded UTF-8 is refused by name",
        arguments: ["q=%", "q=%zz", "%FF=1", "q=%C3%28"])
    func broken(text: String) {
        #expect(
            problem { try query(text) } == .invalid(field: "query", in: .query, "is not percent-encoded UTF-8"))
    }

    @Test("a REST API's parameters are decoded already, and come as lists when a name is repeated")
    func rest() throws {
        let event = Event.rest([
            "queryStringParameters": ["a": "2", "b": "%41"],
            "multiValueQueryStringParameters": ["a": ["1", "2"], "b": ["%41"]],
        ])
        let query = try read(event).query
        #expect(query["a"] == ["1", "2"])
        #expect(query["b"] == ["%41"])
    }

    @Test("the only value of a name is told; two different ones are refused, since either could be meant")
    func single() throws {
        let query = try read(Event.http(["rawQueryString": "a=1&b=2&b=2&c=1&c=2"])).query
        #expect(try query.single("a") == "1")
        #expect(try query.single("b") == "2")
        #expect(try query.single("d") == nil)
        #expect(problem { try query.single("c") } == .invalid(field: "c", in: .query, "is given more than once"))
    }
}
