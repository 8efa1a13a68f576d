public import JSON

/// The answer that says that it worked: `{"success":true,"message":"…"}`.
public struct Confirmation: JSONWritable {
    let message: String

    /// The confirmation, in words.
    public init(_ message: String) {
        self.message = message
    }

    /// Writes both members.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("success", true)
            json.member("message", message)
        }
    }
}
