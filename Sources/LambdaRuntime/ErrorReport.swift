import JSON

/// The report of a failure to Lambda: a type that can be counted and a message that can be read.
struct ErrorReport: Equatable {
    /// The type, `Category.Reason`, in letters, digits and dots, since it becomes a header.
    let type: String
    let message: String

    init(type: String, message: String) {
        self.type = String(
            type.unicodeScalars.filter { $0.isASCII && ($0.properties.isAlphabetic || $0.isNumberOrDot) })
        self.message = Self.shortened(message)
    }

    /// Creates the report of a thrown error, named after its type.
    init(_ error: any Error, in category: String, message: String) {
        self.init(type: "\(category).\(Swift.type(of: error))", message: message)
    }

    /// Shortens a message to a number of bytes, since one character may have any number of them.
    private static func shortened(_ message: String) -> String {
        let bytes = message.utf8
        guard bytes.count > 4_096 else { return message }
        var end = bytes.index(bytes.startIndex, offsetBy: 4_096)
        // Not in the middle of a code point, whose later bytes begin with the bits 10.
        while bytes[end] & 0xC0 == 0x80 { end = bytes.index(before: end) }
        return String(message[..<end])
    }

    var json: [UInt8] {
        var json = JSONWriter(capacity: 256)
        json.beginObject()
        json.member("errorMessage", message)
        json.member("errorType", type)
        json.key("stackTrace")
        json.beginArray()
        json.endArray()
        json.endObject()
        return json.bytes
    }
}

extension Unicode.Scalar {
    fileprivate var isNumberOrDot: Bool {
        self == "." || ("0"..."9").contains(self)
    }
}
