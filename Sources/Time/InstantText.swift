extension Instant: CustomStringConvertible {
    /// The moments that text can express: the years 0001 to 9999 in UTC.
    private static let readable =
        Instant(milliseconds: -62_135_596_800_000)..<Instant(milliseconds: 253_402_300_800_000)

    /// Reads an ISO 8601 moment in the form of RFC 3339, such as `2026-11-21T03:04:05.678Z`.
    ///
    /// The seconds may be missing; a fraction has 1 to 9 digits, of which the first three count. The offset is `Z`,
    /// `+hh:mm` or `-hh:mm` and is required. `t` and `z` may be lower case, as in RFC 3339. Refused are dates not in
    /// the calendar, 24:00, the leap second :60, years outside 0001 to 9999 (in UTC too, so that the moment can be
    /// written and read back), and all other forms of ISO 8601.
    public init?(iso8601 text: String) {
        var reader = TextReader(text)
        guard let local = CivilDateTime(from: &reader), let offset = Self.offset(from: &reader), reader.isAtEnd else {
            return nil
        }
        self.init(local, offset: offset)
        guard Self.readable.contains(self) else { return nil }
    }

    /// The moment in UTC with milliseconds, as `2026-11-21T03:04:05.678Z`.
    ///
    /// Years outside 0000 to 9999 have a sign and at least six digits, which `init(iso8601:)` does not read.
    public var iso8601: String {
        var writer = TextWriter()
        CivilDateTime(self, offset: 0).write(to: &writer, milliseconds: true)
        writer.append("Z")
        return writer.text
    }

    /// Returns the moment at an offset in seconds ahead of UTC: `2026-11-28T10:00:00.000-06:00`, `+00:00` for zero.
    ///
    /// Text has no seconds in its offset, so they are dropped and the text still names the same moment. An offset of a
    /// day or more becomes 23:59 hours.
    public func iso8601(offset: Int) -> String {
        let minutes = min(max(offset / 60, -1439), 1439)
        var writer = TextWriter()
        CivilDateTime(self, offset: minutes * 60).write(to: &writer, milliseconds: true)
        writer.append(minutes < 0 ? "-" : "+")
        writer.append(abs(minutes) / 60, digits: 2)
        writer.append(":")
        writer.append(abs(minutes) % 60, digits: 2)
        return writer.text
    }

    public var description: String { iso8601 }

    /// Whether `init(iso8601:)` can read what `iso8601` writes.
    var isReadable: Bool { Self.readable.contains(self) }

    /// Reads the offset, which must come last, in seconds.
    private static func offset(from reader: inout TextReader) -> Int? {
        if reader.skip("Z", "z") { return 0 }
        let isBehind = reader.skip("-")
        guard isBehind || reader.skip("+"),
            let hours = reader.number(digits: 2), hours < 24, reader.skip(":"),
            let minutes = reader.number(digits: 2), minutes < 60
        else { return nil }
        let seconds = hours * 3600 + minutes * 60
        return isBehind ? -seconds : seconds
    }
}
