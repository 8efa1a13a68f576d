import JSON
import LambdaRuntime
import Platform
import Testbed
import Testing
import Time

@testable import APIGateway

/// A handler that answers as the test specifies.
struct ScriptedHandler: APIHandler {
    var failure = "Failed to fetch meetups"
    var largestBody = 64 * 1024
    var carriesDetail = false
    let answer: (APIRequest) throws -> APIResponse

    func handle(_ request: APIRequest) throws -> APIResponse {
        try answer(request)
    }
}

/// Events as API Gateway sends them, with members replaced by the test; nil removes a member.
enum Event {
    static let claims: JSONValue = ["sub": "user-123", "email": "ada@example.com", "name": "Ada Lovelace"]

    static func http(_ changes: [String: JSONValue?] = [:], context: [String: JSONValue?] = [:]) -> JSONValue {
        let call: JSONValue = ["method": "POST", "path": "/api/meetups/weekly/signup", "sourceIp": "203.0.113.7"]
        return event(
            [
                "version": "2.0", "rawPath": "/api/meetups/weekly/signup", "rawQueryString": "",
                "headers": ["accept-language": "en"], "pathParameters": ["meetupId": "weekly"],
                "isBase64Encoded": false,
            ],
            changes,
            context: ["http": call, "requestId": "request-1", "authorizer": ["jwt": ["claims": claims]]], context)
    }

    static func rest(_ changes: [String: JSONValue?] = [:], context: [String: JSONValue?] = [:]) -> JSONValue {
        event(
            [
                "version": "1.0", "httpMethod": "POST", "path": "/api/meetups/weekly/signup",
                "headers": ["Accept-Language": "en"], "pathParameters": ["meetupId": "weekly"],
                "isBase64Encoded": false,
            ],
            changes,
            context: [
                "identity": ["sourceIp": "203.0.113.7"], "requestId": "request-1", "authorizer": ["claims": claims],
            ], context)
    }

    private static func event(
        _ members: [String: JSONValue], _ changes: [String: JSONValue?], context: [String: JSONValue],
        _ contextChanges: [String: JSONValue?]
    ) -> JSONValue {
        var whole = members.merging(["requestContext": changed(context, contextChanges)]) { one, _ in one }
        whole = changed(whole, changes).object ?? [:]
        return .object(whole)
    }

    private static func changed(_ members: [String: JSONValue], _ changes: [String: JSONValue?]) -> JSONValue {
        var members = members
        for (name, value) in changes { members[name] = value }
        return .object(members)
    }
}

/// Returns the request that the event is read as.
func read(_ event: JSONValue, largestBody: Int = 100) throws -> APIRequest {
    let event = try #require(GatewayEvent(event.json()))
    return try APIRequest(
        event, requestID: "request-1", receivedAt: Instant(seconds: 0), rolesClaim: RolesClaim("cognito:groups"),
        largestBody: largestBody)
}

/// Returns the answer of a function with this handler to the event, and its log.
func answer(
    to event: [UInt8], largestBody: Int = 64 * 1024, carriesDetail: Bool = false, settings: [String: String] = [:],
    by handle: @escaping (APIRequest) throws -> APIResponse = { _ in .json(Confirmation("Done")) }
) throws -> (payload: JSONValue, body: String, log: [String]) {
    let test = TestHost(settings)
    let function = APIFunction(
        ScriptedHandler(largestBody: largestBody, carriesDetail: carriesDetail, answer: handle), on: test.host)
    let payload = try JSONValue(parsing: function.handle(event, of: Invocation(requestID: "invocation-1")))
    return (payload, try #require(payload["body"]?.string), test.logged)
}

/// Returns the problem that the work throws.
func problem(_ work: () throws -> some Any) -> Problem? {
    do {
        _ = try work()
        return nil
    } catch {
        return error as? Problem
    }
}
