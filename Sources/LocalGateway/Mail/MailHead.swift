/// The headers of a message or a part (RFC 5322, section 2.2).
struct MailHead: Equatable {
    struct Field: Equatable {
        let name: String
        /// The unfolded value; invalid UTF-8 is read as Latin-1.
        let value: String
    }

    private(set) var fields: [Field] = []
    /// Whether every line is a header or the continuation of one.
    private(set) var isWellFormed = true

    /// Splits a message at its first empty line.
    static func split(_ bytes: ArraySlice<UInt8>) -> (head: MailHead, body: ArraySlice<UInt8>) {
        var head = MailHead()
        var field: [UInt8] = []
        var bodyStart = bytes.endIndex
        for (line, end) in MailLines(bytes) {
            if line.isEmpty {
                bodyStart = end
                break
            }
            if let first = line.first, first == 0x20 || first == 0x09, !field.isEmpty {
                field += line
            } else {
                head.append(field)
                field = Array(line)
            }
        }
        head.append(field)
        return (head, bytes[bodyStart...])
    }

    /// Returns the first value of a header, ignoring case; nil if there is none.
    func first(_ name: String) -> String? {
        all(name).first
    }

    /// Returns all values of a header.
    func all(_ name: String) -> [String] {
        let name = name.lowercased()
        return fields.filter { $0.name.lowercased() == name }.map(\.value)
    }

    private mutating func append(_ line: [UInt8]) {
        guard !line.isEmpty else { return }
        let name = line.prefix { $0 != UInt8(ascii: ":") }
        guard name.count < line.count, !name.isEmpty, name.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            isWellFormed = false
            return
        }
        let value = line[(name.count + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
        fields.append(
            Field(name: String(decoding: name, as: UTF8.self), value: MailCharset.text(value, named: "utf-8")))
    }
}
