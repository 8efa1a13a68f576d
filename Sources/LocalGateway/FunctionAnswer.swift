import Bytes
import JSON
import Loopback

/// Converts a function's answer to an HTTP answer, as the service does (payload format 2.0).
enum FunctionAnswer {
    /// The maximum length of an answer: Lambda's documented 6 MB and the little more that it accepts.
    static let longest = 6 * 1024 * 1024 + 100

    /// Headers that only the server sets.
    private static let ours = OutgoingEvent.connectionHeaders.union(["content-length", "date"])

    /// Returns the HTTP answer; nil for an invalid one.
    static func parse(_ payload: [UInt8]) -> LoopbackAnswer? {
        guard payload.count <= longest, let root = try? JSONDocument(parsing: payload).root else { return nil }
        guard let status = root["statusCode"], !status.isNull else { return inferred(root, payload) }
        guard let code = status.int ?? status.string.flatMap({ Int($0) }), 200...599 ~= code,
            var body = body(root), var headers = headers(root["headers"]), let cookies = cookies(root["cookies"])
        else { return nil }
        // Clients expect no body with these, and would take it for the next answer.
        if code == 204 || code == 304 { body = [] }
        if !headers.contains(where: { $0.name == "content-type" }) {
            headers.append(("content-type", "text/plain;charset=UTF-8"))
        }
        return LoopbackAnswer(status: code, headers: headers + cookies, body: body)
    }

    /// Returns the answer for a payload without a status, which is the body as a whole.
    private static func inferred(_ root: JSONNode, _ payload: [UInt8]) -> LoopbackAnswer {
        LoopbackAnswer(
            status: 200, headers: [("content-type", "application/json")],
            body: root.string.map { Array($0.utf8) } ?? payload)
    }

    private static func body(_ root: JSONNode) -> [UInt8]? {
        guard let body = root["body"], !body.isNull else { return [] }
        guard let text = body.utf8 else { return nil }
        return root["isBase64Encoded"]?.bool == true ? Base64.decode(text) : text
    }

    private static func headers(_ node: JSONNode?) -> [(name: String, value: String)]? {
        guard let node, !node.isNull else { return [] }
        guard let members = node.object else { return nil }
        var headers: [String: String] = [:]
        for (key, value) in members {
            let name = key.lowercased()
            guard isToken(name), let text = text(value) else { return nil }
            if !ours.contains(name) { headers[name] = text }
        }
        return headers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private static func text(_ node: JSONNode) -> String? {
        switch node.kind {
        case .string: node.string
        case .bool, .number: String(decoding: node.value.json(), as: UTF8.self)
        case .null, .array, .object: nil
        }
    }

    private static func cookies(_ node: JSONNode?) -> [(name: String, value: String)]? {
        guard let node, !node.isNull else { return [] }
        guard let elements = node.array else { return nil }
        let texts = elements.compactMap(\.string)
        return texts.count == elements.count ? texts.map { ("set-cookie", $0) } : nil
    }

    /// Returns whether the text is valid as a header's name.
    private static func isToken(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }
}

extension LoopbackAnswer {
    /// Returns one of the service's own answers, such as `{"message":"Not Found"}`.
    static func message(_ status: Int) -> LoopbackAnswer {
        LoopbackAnswer(
            status: status, reason: words(status), headers: [("content-type", "application/json")],
            body: JSONValue.object(["message": .string(words(status))]).json())
    }

    private static func words(_ status: Int) -> String {
        switch status {
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 408: "Request Timeout"
        case 413: "Request Entity Too Large"
        case 417: "Expectation Failed"
        case 429: "Too Many Requests"
        case 431: "Request Header Fields Too Large"
        case 501: "Not Implemented"
        case 503: "Service Unavailable"
        case 505: "HTTP Version Not Supported"
        default: "Internal Server Error"
        }
    }
}
