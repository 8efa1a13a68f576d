/// The values of a cron expression's field, such as its hours.
struct CronField: Equatable, Sendable {
    /// The valid values of a field.
    struct Kind: Sendable {
        let name: String
        let range: ClosedRange<Int>
        /// Names for the numbers, starting with the lowest.
        var words: [String] = []
    }

    let numbers: Set<Int>

    func contains(_ number: Int) -> Bool { numbers.contains(number) }

    /// Parses numbers, ranges, `*` and steps, separated by commas; throws a description of the error.
    init(_ text: String, _ kind: Kind) throws(GatewayError) {
        var numbers: Set<Int> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            numbers.formUnion(try Self.numbers(String(part), kind))
        }
        self.numbers = numbers
    }

    private static func numbers(_ text: String, _ kind: Kind) throws(GatewayError) -> [Int] {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2 else { throw wrong(text, kind) }
        var (range, isOpen) = try range(parts[0], kind)
        guard parts.count == 2 else { return Array(range) }
        guard let step = whole(parts[1]), step > 0 else { throw wrong(text, kind) }
        // A number with a step continues to the end of the range.
        if isOpen { range = range.lowerBound...kind.range.upperBound }
        return Array(stride(from: range.lowerBound, through: range.upperBound, by: step))
    }

    private static func range(_ text: String, _ kind: Kind) throws(GatewayError) -> (ClosedRange<Int>, isOpen: Bool) {
        if text == "*" { return (kind.range, false) }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        let first = try number(ends[0], kind)
        guard ends.count > 1 else { return (first...first, true) }
        guard ends.count == 2, case let last = try number(ends[1], kind), first <= last else {
            throw wrong(text, kind)
        }
        return (first...last, false)
    }

    /// Parses a number or a name.
    static func number(_ text: String, _ kind: Kind) throws(GatewayError) -> Int {
        let word = kind.words.firstIndex(of: text.uppercased()).map { $0 + kind.range.lowerBound }
        guard let number = word ?? whole(text), kind.range.contains(number) else { throw wrong(text, kind) }
        return number
    }

    /// Parses digits only, since integer initializers also accept signs.
    static func whole(_ text: some StringProtocol) -> Int? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    }

    static func wrong(_ text: String, _ kind: Kind) -> GatewayError {
        GatewayError(
            "\(kind.name): \(text.isEmpty ? "nothing" : text) is not \(kind.range.lowerBound) to "
                + "\(kind.range.upperBound), a range, a list, * or a step")
    }
}

extension CronField.Kind {
    static let minutes = Self(name: "minutes", range: 0...59)
    static let hours = Self(name: "hours", range: 0...23)
    static let days = Self(name: "day of month", range: 1...31)
    static let months = Self(
        name: "month", range: 1...12,
        words: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"])
    /// Days of the week; Sunday is 1.
    static let weekdays = Self(
        name: "day of week", range: 1...7, words: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"])
    static let years = Self(name: "year", range: 1970...2199)
}
