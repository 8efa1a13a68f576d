import JSON
import Testing

/// A caller's answer: status, headers, and the body to the byte.
public struct Answer: Equatable, CustomStringConvertible, Sendable {
    public var status: Int
    public var headers: [String: String] = ["cache-control": "no-store", "content-type": "application/json"]
    public var body: String

    public init(_ status: Int, headers: [String: String] = [:], _ body: String) {
        self.status = status
        self.headers.merge(headers) { _, own in own }
        self.body = body
    }

    /// Reads what a function handed in.
    ///
    /// - Throws: An error if a member is missing or unknown.
    public init(payload: [UInt8]) throws {
        let payload = try JSONValue(parsing: payload)
        let members = try #require(payload.object)
        #expect(Set(members.keys) == ["statusCode", "headers", "body", "isBase64Encoded"])
        #expect(payload["isBase64Encoded"] == false)
        status = try #require(payload["statusCode"]?.int)
        headers = try #require(payload["headers"]?.object).compactMapValues(\.string)
        body = try #require(payload["body"]?.string)
    }

    /// Returns an error as every route answers it.
    public static func error(
        _ status: Int, _ error: String, code: String, message: String, details: String = "", language: String = "en",
        retryAfter: String? = nil, requestID: String = "JKJaXmPLvHcESHA=", detail: String? = nil
    ) -> Answer {
        var headers = ["content-language": language]
        headers["retry-after"] = retryAfter
        return Answer(
            status, headers: headers,
            #"{"error":"\#(error)","code":"\#(code)","message":"\#(message)","details":[\#(details)],"#
                + #""requestId":"\#(requestID)"\#(detail.map { #","detail":\#($0)"# } ?? "")}"#)
    }

    /// Returns an error of a route whose answers carry FastAPI's detail, which is the message unless told otherwise.
    public static func detailed(
        _ status: Int, code: String, _ message: String, details: String = "", detail: String? = nil
    ) -> Answer {
        error(
            status, message, code: code, message: message, details: details, detail: detail ?? #""\#(message)""#)
    }

    public static let notSignedIn = error(401, "Unauthorized", code: "unauthorized", message: "Please sign in.")

    /// The answer to a completed request that has no contents.
    public static let nothing = {
        var answer = Answer(204, "")
        answer.headers = ["cache-control": "no-store"]
        return answer
    }()

    public var description: String { "\(status) \(headers.sorted { $0.key < $1.key }) \(body)" }
}
