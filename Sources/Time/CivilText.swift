extension CivilDate: CustomStringConvertible {
    /// Reads only the form `2026-11-21`: a year of four digits from 0001 on, and a date in the calendar.
    public init?(iso8601 text: String) {
        var reader = TextReader(text)
        self.init(from: &reader)
        guard reader.isAtEnd else { return nil }
    }

    /// The date as `2026-11-21`; years outside 0000 to 9999 have a sign and at least six digits.
    public var iso8601: String {
        var writer = TextWriter()
        write(to: &writer)
        return writer.text
    }

    public var description: String { iso8601 }

    init?(from reader: inout TextReader) {
        guard let year = reader.number(digits: 4), year > 0, reader.skip("-"),
            let month = reader.number(digits: 2), reader.skip("-"),
            let day = reader.number(digits: 2)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    func write(to writer: inout TextWriter) {
        if 0...9999 ~= year {
            writer.append(year, digits: 4)
        } else {
            writer.append(year < 0 ? "-" : "+")
            writer.append(abs(year), digits: 6)
        }
        writer.append("-")
        writer.append(month, digits: 2)
        writer.append("-")
        writer.append(day, digits: 2)
    }
}

extension CivilDateTime: CustomStringConvertible {
    /// Reads `2026-11-21T10:00:00.000`, where the fraction or both fraction and seconds may be missing; an offset is
    /// refused.
    ///
    /// The rules are those of `Instant(iso8601:)`.
    public init?(iso8601 text: String) {
        var reader = TextReader(text)
        self.init(from: &reader)
        guard reader.isAtEnd else { return nil }
    }

    /// The date and time as `2026-11-21T10:00:00`, with milliseconds (`.678`) only if they are not zero.
    public var iso8601: String {
        var writer = TextWriter()
        write(to: &writer, milliseconds: millisecond > 0)
        return writer.text
    }

    public var description: String { iso8601 }

    init?(from reader: inout TextReader) {
        guard let date = CivilDate(from: &reader), reader.skip("T", "t"),
            let hour = reader.number(digits: 2), reader.skip(":"),
            let minute = reader.number(digits: 2)
        else { return nil }
        var second = 0
        var millisecond = 0
        if reader.skip(":") {
            guard let number = reader.number(digits: 2), let fraction = Self.milliseconds(from: &reader) else {
                return nil
            }
            second = number
            millisecond = fraction
        }
        self.init(date: date, hour: hour, minute: minute, second: second, millisecond: millisecond)
    }

    /// Reads a fraction of a second, if there is one: 1 to 9 digits, of which the first three count.
    private static func milliseconds(from reader: inout TextReader) -> Int? {
        guard reader.skip(".") else { return 0 }
        guard let tenths = reader.nextDigit() else { return nil }
        var milliseconds = tenths * 100
        var weight = 10
        for _ in 2...9 {
            guard let digit = reader.nextDigit() else { return milliseconds }
            milliseconds += digit * weight
            weight /= 10
        }
        return milliseconds
    }

    func write(to writer: inout TextWriter, milliseconds: Bool) {
        date.write(to: &writer)
        writer.append("T")
        writer.append(hour, digits: 2)
        writer.append(":")
        writer.append(minute, digits: 2)
        writer.append(":")
        writer.append(second, digits: 2)
        guard milliseconds else { return }
        writer.append(".")
        writer.append(millisecond, digits: 3)
    }
}
