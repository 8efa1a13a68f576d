/// A writer of JSON that adds each piece in the order of the calls and puts in the commas.
///
/// ```swift
/// var writer = JSONWriter()
/// writer.object { meetup in
///     meetup.member("title", "Swift at night")
///     meetup.array("tags") { $0.string("swift") }
/// }
/// // {"title":"Swift at night","tags":["swift"]}
/// ```
///
/// It doesn't check the calls: a key outside an object, or an end without a beginning, makes invalid JSON. `object` and
/// `array` with a closure write both ends.
public struct JSONWriter: Sendable {
    /// The bytes written so far.
    public private(set) var bytes: [UInt8] = []
    /// Whether the next key or value needs a comma before it.
    private var needsComma = false

    /// Creates a writer with room for `capacity` bytes before it has to grow.
    public init(capacity: Int = 0) {
        bytes.reserveCapacity(max(0, capacity))
    }
}

// MARK: Containers

extension JSONWriter {
    /// Opens an object: keys and values follow, alternating.
    public mutating func beginObject() { open(Byte.openBrace) }

    /// Closes the object that was opened last.
    public mutating func endObject() { close(Byte.closeBrace) }

    /// Opens an array: its elements follow.
    public mutating func beginArray() { open(Byte.openBracket) }

    /// Closes the array that was opened last.
    public mutating func endArray() { close(Byte.closeBracket) }

    /// Writes an object with the members written by the closure.
    public mutating func object<Failure: Error>(
        _ members: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        beginObject()
        try members(&self)
        endObject()
    }

    /// Writes an array with the elements written by the closure.
    public mutating func array<Failure: Error>(
        _ elements: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        beginArray()
        try elements(&self)
        endArray()
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }
}

// MARK: Keys and values

extension JSONWriter {
    /// Writes a member's key; its value must follow.
    public mutating func key(_ key: String) {
        string(key)
        bytes.append(Byte.colon)
        needsComma = false
    }

    /// Writes a member's key from UTF-8; invalid sequences become U+FFFD.
    public mutating func key(utf8: [UInt8]) {
        string(utf8: utf8)
        bytes.append(Byte.colon)
        needsComma = false
    }

    /// Writes a string.
    public mutating func string(_ string: String) {
        separate()
        var contiguous = string
        contiguous.withUTF8 { appendQuoted($0) }
    }

    /// Writes a string from UTF-8; invalid sequences become U+FFFD.
    public mutating func string(utf8: [UInt8]) {
        // Most strings are ASCII without escapes: their bytes are copied, without making a `String`.
        let isPlain = utf8.withUnsafeBufferPointer {
            PlainRun.end(in: $0, from: 0, stoppingAtNonASCII: true) == $0.count
        }
        guard isPlain else { return string(String(decoding: utf8, as: UTF8.self)) }
        separate()
        bytes.append(Byte.quote)
        bytes.append(contentsOf: utf8)
        bytes.append(Byte.quote)
    }

    /// Writes a whole number.
    public mutating func integer(_ integer: some BinaryInteger) {
        // `description` is faster here: `String(integer)` divides by a radix unknown at compile time.
        append(integer.description)
    }

    /// Writes a number exactly as its text.
    public mutating func number(_ number: JSONNumber) {
        append(number.text)
    }

    /// Writes `true` or `false`.
    public mutating func bool(_ bool: Bool) {
        append(bool ? "true" : "false")
    }

    /// Writes `null`.
    public mutating func null() {
        append("null")
    }

    /// Writes a value that is already JSON, unchanged.
    public mutating func json(_ json: [UInt8]) {
        separate()
        bytes.append(contentsOf: json)
    }

    /// Writes a value and its contents, with the members of objects sorted by key.
    public mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let bool): self.bool(bool)
        case .number(let number): self.number(number)
        case .string(let string): self.string(string)
        case .array(let elements):
            array { writer in elements.forEach { writer.value($0) } }
        case .object(let members):
            object { writer in
                for (key, value) in members.sorted(by: { $0.key < $1.key }) { writer.member(key, value) }
            }
        }
    }

    private mutating func append(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
    }

    /// Writes the comma before a key or a value when one is due, and makes the next one due.
    private mutating func separate() {
        if needsComma { bytes.append(Byte.comma) }
        needsComma = true
    }

    private mutating func appendQuoted(_ text: UnsafeBufferPointer<UInt8>) {
        bytes.append(Byte.quote)
        var position = 0
        while position < text.count {
            let end = PlainRun.end(in: text, from: position, stoppingAtNonASCII: false)
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[position..<end]))
            if end < text.count { appendEscape(for: text[end]) }
            position = end + 1
        }
        bytes.append(Byte.quote)
    }

    private mutating func appendEscape(for character: UInt8) {
        bytes.append(Byte.backslash)
        if let letter = Escape.letter(for: character) {
            bytes.append(letter)
        } else {
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(Byte.zero + character >> 4)
            bytes.append("0123456789abcdef".utf8.dropFirst(Int(character & 0x0F)).first ?? Byte.zero)
        }
    }
}
