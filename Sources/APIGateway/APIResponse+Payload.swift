import Bytes
import JSON

extension APIResponse {
    /// The answer as API Gateway takes it, whichever format it asked in.
    func payload() -> [UInt8] {
        var json = JSONWriter(capacity: body.count + 512)
        json.object { json in
            json.member("statusCode", status)
            json.key("headers")
            json.object { json in
                for (name, value) in headers.sorted(by: { $0.key < $1.key }) { json.member(name, value) }
            }
            writeBody(to: &json)
        }
        return json.bytes
    }

    /// Text as it is; bytes that are none in base64.
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
