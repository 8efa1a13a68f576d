import JSON

/// What Lambda is told of a failure: a type that can be counted and a message that can be read.
struct ErrorReport: Equatable {
    /// `Category.Reason`, in letters, digits and dots: it becomes a header.
    let type: String
    let message: String

    init(type: String, message: String) {
        self.type = String(
            type.unicodeScalars.filter { $0.isASCII && ($0.properties.isAlphabetic || $0.isNumberOrDot) })
        // Lambda keeps so much of a message at most, and a longer one helps nobody.
        self.message = String(message.prefix(4_096))
    }

    /// The failure that a thrown error is, named after its type.
    init(_ error: any Error, in category: String, message: String) {
        self.init(type: "\(category).\(Swift.type(of: error))", message: message)
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
