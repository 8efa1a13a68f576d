import Bytes
import JSON
import Platform

/// The JSON with which API Gateway invokes a function, not yet validated.
///
/// There are two formats. An HTTP API's own is 2.0; REST APIs, and HTTP APIs on request, send 1.0. In both, members
/// that are unknown, absent, null or of the wrong type are ignored.
struct GatewayEvent {
    enum Format {
        case rest
        case http
    }

    /// The maximum length of an id: the service's own have about twenty characters.
    private static let longestRequestID = 128

    let format: Format
    let root: JSONNode
    let context: JSONNode?

    /// Reads an event; nil for anything but a JSON object.
    init?(_ bytes: [UInt8]) {
        guard let document = try? JSONDocument(parsing: bytes), document.root.kind == .object else { return nil }
        root = document.root
        format = root["version"]?.string == "2.0" ? .http : .rest
        context = root["requestContext"]
    }

    /// API Gateway's id of the request; nil for text unfit for answers and logs.
    var requestID: String? {
        guard let text = context?["requestId"]?.string, (1...Self.longestRequestID).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        return text
    }

    /// The headers; in format 1.0 the lists of values, since the plain members hold only the last value of each.
    var headers: RequestHeaders {
        let lists = format == .rest ? root["multiValueHeaders"]?.ifFilled : nil
        return RequestHeaders(lists ?? root["headers"])
    }

    /// Returns the query, which may already be decoded.
    ///
    /// - Throws: If it is not percent-encoded UTF-8.
    func query() throws(Problem) -> QueryParameters {
        if format == .http, let text = root["rawQueryString"]?.string { return try QueryParameters(encoded: text) }
        let lists = format == .rest ? root["multiValueQueryStringParameters"]?.ifFilled : nil
        return QueryParameters(decoded: lists ?? root["queryStringParameters"])
    }

    /// Returns the body's bytes.
    ///
    /// - Throws: If its Base64 is invalid, or it is longer than `limit`.
    func body(atMost limit: Int) throws(Problem) -> [UInt8] {
        guard let text = root["body"]?.utf8, !text.isEmpty else { return [] }
        guard root["isBase64Encoded"]?.bool == true else { return try text.atMost(limit) }
        // A body that is too long is refused without decoding it.
        guard text.count <= (limit + 2) / 3 * 4 else { throw .bodyTooLarge(limit: limit) }
        guard let bytes = Base64.decode(text) else { throw .invalid(field: "body", "is not base64") }
        return try bytes.atMost(limit)
    }
}

extension [UInt8] {
    fileprivate func atMost(_ limit: Int) throws(Problem) -> [UInt8] {
        guard count <= limit else { throw .bodyTooLarge(limit: limit) }
        return self
    }
}

extension Problem {
    fileprivate static func bodyTooLarge(limit: Int) -> Problem {
        Problem(
            .tooLarge, code: "body_too_large",
            Phrase(
                english: "The body is larger than \(limit) bytes.",
                french: "Le corps de la requête dépasse \(limit) octets."),
            details: [Detail(field: "body", problem: "is larger than \(limit) bytes")])
    }
}

extension JSONNode {
    /// The string itself, or the strings in the list.
    var texts: [String] {
        string.map { [$0] } ?? elements.compactMap(\.string)
    }

    /// The node; nil for anything but an object.
    var ifObject: JSONNode? {
        kind == .object ? self : nil
    }

    /// The node; nil for anything but an object with members.
    var ifFilled: JSONNode? {
        members.first { _ in true } == nil ? nil : self
    }
}
