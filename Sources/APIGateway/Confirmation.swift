public import JSON

/// The answer that confirms success: `{"success":true,"message":"…"}`.
public struct Confirmation: JSONWritable {
    let message: String

    /// Creates a confirmation with a message.
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
