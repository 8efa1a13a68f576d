import Bytes
public import JSON

extension Value {
    /// Writes the value in the protocol's form, with the elements of sets sorted.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key(typeName)
        writeContent(to: &writer)
        writer.endObject()
    }

    private func writeContent(to writer: inout JSONWriter) {
        switch self {
        case .string(let text): writer.string(utf8: text.utf8)
        case .number(let number): writer.string(utf8: number.textBytes)
        case .binary(let bytes): writer.string(utf8: Base64.encodedBytes(bytes))
        case .bool(let bool): writer.bool(bool)
        case .null: writer.bool(true)
        case .list(let elements):
            writer.array { writer in
                for element in elements { element.write(to: &writer) }
            }
        case .map(let members): members.write(to: &writer)
        case .strings, .numbers, .binaries:
            writer.array { writer in
                for text in elementTexts { writer.string(utf8: text) }
            }
        }
    }

    /// A set's elements as the protocol writes them, sorted; empty for other values.
    private var elementTexts: [[UInt8]] {
        switch self {
        case .strings(let texts): texts.sorted().map(\.utf8)
        case .numbers(let numbers): numbers.sorted().map(\.textBytes)
        case .binaries(let binaries):
            binaries.sorted { $0.lexicographicallyPrecedes($1) }.map { Base64.encodedBytes($0) }
        default: []
        }
    }
}

extension Item {
    /// Writes the item as an object of attributes.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        for (name, value) in self {
            writer.key(utf8: name.utf8)
            value.write(to: &writer)
        }
        writer.endObject()
    }
}

extension Value {
    /// A scalar as quoted in the service's errors, such as `{S:a}`.
    var quoted: String {
        switch self {
        case .string(let text): "{S:\(text)}"
        case .number(let number): "{N:\(number)}"
        case .binary(let bytes): "{B:\(Base64.encode(bytes))}"
        default: "{\(typeName)}"
        }
    }
}
