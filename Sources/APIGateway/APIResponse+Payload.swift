import Bytes
import JSON

extension APIResponse {
    /// Returns the answer in API Gateway's format; the two formats have different places for several cookies.
    func payload(_ format: GatewayEvent.Format) -> [UInt8] {
        var json = JSONWriter(capacity: body.count + 512)
        json.object { json in
            json.member("statusCode", status)
            json.key("headers")
            json.object { json in
                for (name, value) in headers.sorted(by: { $0.key < $1.key }) { json.member(name, value) }
            }
            writeCookies(format, to: &json)
            writeBody(to: &json)
        }
        return json.bytes
    }

    private func writeCookies(_ format: GatewayEvent.Format, to json: inout JSONWriter) {
        guard !cookies.isEmpty else { return }
        let values = JSONValue.array(cookies.map(JSONValue.string))
        switch format {
        case .http: json.member("cookies", values)
        case .rest: json.member("multiValueHeaders", ["set-cookie": values])
        }
    }

    /// Writes the body: text unchanged, other bytes in Base64.
    private func writeBody(to json: inout JSONWriter) {
        if let text = String(validating: body, as: UTF8.self) {
            json.member("body", text)
            json.member("isBase64Encoded", false)
        } else {
            json.member("body", Base64.encode(body))
            json.member("isBase64Encoded", true)
        }
    }
}
