import Bytes

/// Writes content lines (RFC 5545, section 3.1): folded, ended with CRLF, every value closed within its own line.
struct CalendarWriter {
    /// What stands behind a property's name; the writer quotes and escapes the value.
    typealias Parameter = (name: String, value: String)

    /// Octets that a line may have, without its end.
    private static let lineLength = 75

    private(set) var bytes: [UInt8] = []

    mutating func begin(_ component: String) {
        line("BEGIN", raw: component)
    }

    mutating func end(_ component: String) {
        line("END", raw: component)
    }

    /// A property whose value is text from anywhere.
    mutating func line(_ name: String, text: String) {
        line(name, raw: Self.escaped(text))
    }

    /// A property whose value is an address of the web, or another URI.
    mutating func line(_ name: String, _ parameters: [Parameter] = [], uri: String) {
        line(
            name, parameters,
            raw: Self.percentEncoded(uri) { (0x21...0x7E).contains($0) && !"\"<>\\^`{|}".utf8.contains($0) })
    }

    /// A property that names a person by their mail address.
    mutating func line(_ name: String, _ parameters: [Parameter], address: String) {
        line(name, parameters, raw: Self.mailto(address))
    }

    /// A property whose value is written as it is: one of our own making.
    mutating func line(_ name: String, _ parameters: [Parameter] = [], raw value: String) {
        var line = name
        for parameter in parameters {
            line += ";\(parameter.name)=\(Self.quoted(parameter.value))"
        }
        line += ":\(value)"
        fold(line)
    }

    /// The address as a URI (RFC 6068).
    static func mailto(_ address: String) -> String {
        "mailto:"
            + percentEncoded(address) { PercentEncoding.isUnreserved($0) || "!$'*+@".utf8.contains($0) }
    }

    /// Ends the line and those that it is too long for; a continuation begins with a blank, which counts.
    private mutating func fold(_ line: String) {
        var length = 0
        for scalar in line.unicodeScalars {
            let encoded = UTF8.encode(scalar).map(Array.init) ?? []
            if length + encoded.count > Self.lineLength {
                bytes += "\r\n ".utf8
                length = 1
            }
            bytes += encoded
            length += encoded.count
        }
        bytes += "\r\n".utf8
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in PlainText.lines(text).joined(separator: "\n").unicodeScalars {
            switch character {
            case "\n": escaped += "\\n"
            case "\\", ";", ",":
                escaped += "\\"
                escaped.unicodeScalars.append(character)
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }

    /// A parameter's value: in quotes unless it is a plain word; what quotes cannot hold as RFC 6868 has it.
    private static func quoted(_ text: String) -> String {
        let lines = PlainText.lines(text)
        if lines.count == 1, text.utf8.allSatisfy({ PercentEncoding.isUnreserved($0) || $0 == UInt8(ascii: "/") }) {
            return text
        }
        var quoted = "\""
        for character in lines.joined(separator: "\n").unicodeScalars {
            switch character {
            case "\n": quoted += "^n"
            case "^": quoted += "^^"
            case "\"": quoted += "^'"
            default: quoted.unicodeScalars.append(character)
            }
        }
        return quoted + "\""
    }

    private static func percentEncoded(_ text: String, keeping isKept: (UInt8) -> Bool) -> String {
        var encoded: [UInt8] = []
        for byte in text.utf8 {
            if isKept(byte) {
                encoded.append(byte)
            } else {
                encoded.append(UInt8(ascii: "%"))
                encoded += Hex.encode([byte]).uppercased().utf8
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}
