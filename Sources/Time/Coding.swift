extension Instant: Codable {
    /// Reads the text that `init(iso8601:)` reads.
    ///
    /// - Throws: `DecodingError` for anything else.
    public init(from decoder: any Decoder) throws {
        self = try decodeText(from: decoder, "a moment such as 2026-11-21T03:04:05Z", Instant.init(iso8601:))
    }

    /// Writes `iso8601`.
    ///
    /// - Throws: `EncodingError` for a year that could not be read back.
    public func encode(to encoder: any Encoder) throws {
        try encodeText(iso8601, of: self, isReadable: isReadable, to: encoder)
    }
}

extension CivilDate: Codable {
    /// Reads the text that `init(iso8601:)` reads.
    ///
    /// - Throws: `DecodingError` for anything else.
    public init(from decoder: any Decoder) throws {
        self = try decodeText(from: decoder, "a date such as 2026-11-21", CivilDate.init(iso8601:))
    }

    /// Writes `iso8601`.
    ///
    /// - Throws: `EncodingError` for a year that could not be read back.
    public func encode(to encoder: any Encoder) throws {
        try encodeText(iso8601, of: self, isReadable: 1...9999 ~= year, to: encoder)
    }
}

extension CivilDateTime: Codable {
    /// Reads the text that `init(iso8601:)` reads.
    ///
    /// - Throws: `DecodingError` for anything else.
    public init(from decoder: any Decoder) throws {
        let example = "a date and time without offset, such as 2026-11-21T10:00:00"
        self = try decodeText(from: decoder, example, CivilDateTime.init(iso8601:))
    }

    /// Writes `iso8601`.
    ///
    /// - Throws: `EncodingError` for a year that could not be read back.
    public func encode(to encoder: any Encoder) throws {
        try encodeText(iso8601, of: self, isReadable: 1...9999 ~= date.year, to: encoder)
    }
}

extension UUIDv7: Codable {
    /// Reads the text that `init(_:)` reads.
    ///
    /// - Throws: `DecodingError` for anything else.
    public init(from decoder: any Decoder) throws {
        self = try decodeText(from: decoder, "a UUID of version 7", UUIDv7.init(_:))
    }

    /// Writes the text of 36 characters.
    public func encode(to encoder: any Encoder) throws {
        try encodeText(description, of: self, isReadable: true, to: encoder)
    }
}

private func decodeText<Value>(
    from decoder: any Decoder, _ expected: String, _ read: (String) -> Value?
) throws -> Value {
    let container = try decoder.singleValueContainer()
    guard let value = read(try container.decode(String.self)) else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "must be \(expected)")
    }
    return value
}

private func encodeText(_ text: String, of value: Any, isReadable: Bool, to encoder: any Encoder) throws {
    guard isReadable else {
        let context = EncodingError.Context(codingPath: encoder.codingPath, debugDescription: "the year of \(text)")
        throw EncodingError.invalidValue(value, context)
    }
    var container = encoder.singleValueContainer()
    try container.encode(text)
}
