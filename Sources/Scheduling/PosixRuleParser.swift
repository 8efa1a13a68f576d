import Time

extension PosixRule {
    /// The dates that POSIX leaves open, as most systems assume them for a zone with daylight saving but without dates.
    private static let usualDates: ArraySlice<UInt8> = Array(",M3.2.0,M11.1.0".utf8)[...]

    /// Reads a TZ string such as `CST6CDT,M3.2.0,M11.1.0`; nil for any other text.
    init?(_ text: ArraySlice<UInt8>) {
        var parser = PosixRuleParser(rest: text)
        guard let name = parser.name(), let west = parser.time(hours: 0...24) else { return nil }
        guard let standard = Self.type(name, -west, isDaylightSaving: false) else { return nil }
        self.standard = standard
        if parser.rest.isEmpty {
            saving = nil
        } else {
            guard let saving = Self.saving(from: &parser, standard) else { return nil }
            self.saving = saving
        }
    }

    private static func saving(from parser: inout PosixRuleParser, _ standard: LocalTimeType) -> Saving? {
        guard let name = parser.name() else { return nil }
        var offset = standard.offset + 3600
        if let next = parser.rest.first, next != UInt8(ascii: ",") {
            guard let west = parser.time(hours: 0...24) else { return nil }
            offset = -west
        }
        if parser.rest.isEmpty { parser.rest = usualDates }
        guard let type = type(name, offset, isDaylightSaving: true),
            parser.skip(","), let start = parser.moment(),
            parser.skip(","), let end = parser.moment(),
            parser.rest.isEmpty
        else { return nil }
        return Saving(type: type, start: start, end: end)
    }

    private static func type(_ name: String, _ offset: Int64, isDaylightSaving: Bool) -> LocalTimeType? {
        guard LocalTimeType.offsets.contains(offset) else { return nil }
        return LocalTimeType(offset: offset, isDaylightSaving: isDaylightSaving, abbreviation: name)
    }
}

/// A parser that takes the parts of a TZ string off its front.
struct PosixRuleParser {
    var rest: ArraySlice<UInt8>

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// Reads three or more letters; in angle brackets also digits and signs: `CST`, `<+0330>`.
    mutating func name() -> String? {
        let isQuoted = skip("<")
        let name = rest.prefix { Self.isLetter($0) || isQuoted && Self.isDigitOrSign($0) }
        rest = rest.dropFirst(name.count)
        guard name.count >= 3, !isQuoted || skip(">") else { return nil }
        return String(decoding: name, as: UTF8.self)
    }

    /// Reads `[+-]hh[:mm[:ss]]` as seconds.
    mutating func time(hours: ClosedRange<Int>) -> Int64? {
        let isNegative = skip("-")
        if !isNegative { _ = skip("+") }
        guard let hour = number(in: hours) else { return nil }
        var seconds = hour * 3600
        for unit in [60, 1] where skip(":") {
            guard let number = number(in: 0...59) else { return nil }
            seconds += number * unit
        }
        return Int64(isNegative ? -seconds : seconds)
    }

    /// Reads a yearly date with its time: `M3.2.0/2`, `J60`, `59/-1`.
    mutating func moment() -> YearlyMoment? {
        guard let day = day() else { return nil }
        guard skip("/") else { return YearlyMoment(day: day, time: 7200) }
        guard let time = time(hours: 0...167) else { return nil }
        return YearlyMoment(day: day, time: time)
    }

    private mutating func day() -> YearlyMoment.Day? {
        if skip("J") { return number(in: 1...365).map(YearlyMoment.Day.withoutLeapDay) }
        guard skip("M") else { return number(in: 0...365).map(YearlyMoment.Day.withLeapDay) }
        guard let month = number(in: 1...12), skip("."),
            let week = number(in: 1...5), skip("."),
            let weekday = number(in: 0...6).flatMap(Weekday.init(rawValue:))
        else { return nil }
        return .weekday(weekday, week: week, month: month)
    }

    /// Reads a number of one to three digits.
    private mutating func number(in range: ClosedRange<Int>) -> Int? {
        let digits = rest.prefix { Self.isDigit($0) }
        guard 1...3 ~= digits.count else { return nil }
        rest = rest.dropFirst(digits.count)
        let number = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        return range.contains(number) ? number : nil
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
    }

    private static func isDigitOrSign(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
    }
}
