import Testing

@testable import Expressions

@Suite("Exact numbers")
struct ExactNumberTests {
    private static let largest = String(repeating: "9", count: 38)

    private static let textCases: [(String, String)] = [
        ("0", "0"), ("-0", "0"), ("0.000", "0"), ("0e125", "0"), ("00042", "42"), ("+1", "1"), (".5", "0.5"),
        ("0e126", "0"), ("0e1000", "0"), ("0e-131", "0"), ("-0.00e99999", "0"), ("0e9223372036854775807", "0"),
        ("5.", "5"), ("1e5", "100000"), ("1E+3", "1000"), ("1.50", "1.5"), ("-12.340", "-12.34"),
        ("100e-2", "1"), ("123.4500e-2", "1.2345"), ("0042.1200", "42.12"), ("0.001", "0.001"),
        ("1E-130", "0.\(repeated("0", 129))1"),
        ("1E125", "1\(repeated("0", 125))"), (largest, largest), ("-\(largest)", "-\(largest)"),
        ("0.\(largest)", "0.\(largest)"), ("\(largest)000", "\(largest)000"),
        ("1\(repeated("0", 100))e-100", "1"),
    ]

    @Test("A number is written as plain digits, however it came", arguments: textCases)
    func text(_ number: String, _ expected: String) throws {
        #expect(try ExactNumber(parsing: number).text == expected)
    }

    private static let overflow =
        "Number overflow. Attempting to store a number with magnitude larger than supported range"
    private static let underflow =
        "Number underflow. Attempting to store a number with magnitude smaller than supported range"
    private static let notNumeric = "The parameter cannot be converted to a numeric value"

    private static let refusedCases: [(String, String)] = [
        ("", "\(notNumeric): "), ("abc", "\(notNumeric): abc"), (" 1", "\(notNumeric):  1"),
        ("1 ", "\(notNumeric): 1 "), ("1e", "\(notNumeric): 1e"), ("1e+", "\(notNumeric): 1e+"),
        (".", "\(notNumeric): ."), ("-", "\(notNumeric): -"), ("1.2.3", "\(notNumeric): 1.2.3"),
        ("--1", "\(notNumeric): --1"), ("0x10", "\(notNumeric): 0x10"), ("NaN", "\(notNumeric): NaN"),
        ("1e9223372036854775808", "\(notNumeric): 1e9223372036854775808"),
        ("1e126", overflow), ("-1e126", overflow), ("1e99999999999", overflow), ("1e9223372036854775807", overflow),
        ("1e2147483647", overflow), ("1e-131", underflow), ("-1e-131", underflow),
        ("1e-9223372036854775807", underflow),
        ("\(largest)1", "Attempting to store more than 38 significant digits in a Number"),
        (
            "1.\(repeated("0", 37))1",
            "Attempting to store more than 38 significant digits in a Number"
        ),
    ]

    @Test("What is no number, or none that can be stored, is refused in the service's words", arguments: refusedCases)
    func refused(_ number: String, _ message: String) {
        #expect(refusal { _ = try ExactNumber(parsing: number) } == message)
    }

    private static let olderCases: [(String, String)] = [
        ("", notNumeric), ("abc", "\(notNumeric): abc"), ("1e126", overflow), ("1e2147483647", underflow),
        ("1e2147483646", overflow), ("1e2147483648", "\(notNumeric): 1e2147483648"),
    ]

    @Test("The older layer has its own words, and counts exponents in 32 bits", arguments: olderCases)
    func older(_ number: String, _ message: String) {
        #expect(refusal { _ = try ExactNumber(parsing: number, wording: .older) } == message)
    }

    @Test(
        "A megabyte of digits or zeros is read once and costs no more than that",
        arguments: ["0", "9", "1"])
    func megabyte(_ digit: String) {
        let digits = String(repeating: digit, count: 1_000_000)
        let start = ContinuousClock.now
        let answer = refusal { _ = try ExactNumber(parsing: digits) }
        #expect(
            answer == (digit == "0" ? "accepted" : "Attempting to store more than 38 significant digits in a Number"))
        #expect(ContinuousClock.now - start < .seconds(5))
    }

    @Test("Numbers are equal by value")
    func equality() throws {
        let same = try ["1", "1.0", "0.1e1", "10e-1", "+1", "001.000"].map { try ExactNumber(parsing: $0) }
        #expect(Set(same).count == 1)
        #expect(try ExactNumber(parsing: "-1") != ExactNumber(parsing: "1"))
        #expect(ExactNumber(-120) == (try ExactNumber(parsing: "-120")))
    }

    private static let arithmeticCases: [(String, String, String, String)] = [
        ("0.1", "0.2", "0.3", "-0.1"), ("1", "-1", "0", "2"), ("0", "-5", "-5", "5"), ("-5", "0", "-5", "-5"),
        ("9e125", "9e124", "9.9e125", "8.1e125"), ("-3", "-4", "-7", "1"), ("5", "-7", "-2", "12"),
        (largest, "1", "1e38", "\(repeated("9", 37))8"),
        ("1e36", "0.1", "1000000000000000000000000000000000000.1", "999999999999999999999999999999999999.9"),
    ]

    @Test("Sums and differences are exact", arguments: arithmeticCases)
    func arithmetic(_ one: String, _ two: String, _ sum: String, _ difference: String) throws {
        let (one, two) = (try ExactNumber(parsing: one), try ExactNumber(parsing: two))
        #expect(try one.adding(two) == ExactNumber(parsing: sum))
        #expect(try one.subtracting(two) == ExactNumber(parsing: difference))
    }

    private static let refusedSumCases: [(String, String, String)] = [
        ("9e125", "9e125", overflow), ("1e50", "1", overflow), ("1e125", "1e-130", overflow),
        (largest, "0.1", overflow), ("1.5e-130", "-1e-130", underflow), ("4e38", "-1", overflow),
    ]

    @Test("A sum that can't be stored is refused", arguments: refusedSumCases)
    func refusedSum(_ one: String, _ two: String, _ message: String) throws {
        let (one, two) = (try ExactNumber(parsing: one), try ExactNumber(parsing: two))
        #expect(refusal { _ = try one.adding(two) } == message)
    }

    private static let sizeCases: [(String, Int)] = [
        ("0", 1), ("-0", 1), ("1", 2), ("12", 2), ("123", 3), ("1234", 3), (largest, 20), ("0042", 2), ("100", 2),
        ("1010", 3), ("0.0000001", 2), ("1E125", 2), ("1E-100", 2), ("1.5", 3), ("15", 2), ("1.234", 4),
        ("3.14159", 5), ("123456", 4), ("100.5", 4), ("0.15", 2), ("-42", 3), ("1.200", 3),
    ]

    @Test("A number costs what the service counts, to the byte", arguments: sizeCases)
    func size(_ number: String, _ size: Int) throws {
        #expect(try ExactNumber(parsing: number).size == size)
    }
}

@Suite("Properties of exact numbers")
struct ExactNumberProperties {
    /// Returns a random number as text, of any form within the range.
    private static func random(_ random: inout SeededNumbers) -> String {
        let digits = (0..<Int.random(in: 1...38, using: &random)).map { _ in
            String(Int.random(in: 0...9, using: &random))
        }
        let sign = Bool.random(using: &random) ? "-" : ""
        let spread = Bool.random(using: &random) ? 3 : 87
        return sign + digits.joined() + "e" + String(Int.random(in: -spread...spread, using: &random))
    }

    /// Returns the order of two numbers by aligning their plain digits.
    private static func isLess(_ one: String, _ other: String) -> Bool {
        let isNegative = (one.hasPrefix("-"), other.hasPrefix("-"))
        if isNegative.0 != isNegative.1 { return isNegative.0 }
        let (mine, its) = (aligned(one), aligned(other))
        return isNegative.0 ? its < mine : mine < its
    }

    private static func aligned(_ text: String) -> String {
        let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
        let whole = parts.first ?? ""
        let fraction = parts.count > 1 ? parts[1] : ""
        return String(repeating: "0", count: 140 - whole.count) + whole + fraction
    }

    @Test(
        "Comparison and key bytes have the order of the digits, and text reads back", arguments: [1, 2, 3] as [UInt64])
    func order(_ seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        var numbers = try (0..<400).map { _ in try ExactNumber(parsing: Self.random(&random)) }
        numbers += try ["0", "1", "-1", "1.1", "-1.1", "10", "-10", "11"].map { try ExactNumber(parsing: $0) }
        for one in numbers {
            #expect(try ExactNumber(parsing: one.text) == one)
            let other = numbers[Int.random(in: numbers.indices, using: &random)]
            let isLess = Self.isLess(one.text, other.text)
            #expect((one < other) == isLess, "\(one) \(other)")
            #expect(one.orderedBytes.lexicographicallyPrecedes(other.orderedBytes) == isLess, "\(one) \(other)")
            #expect((one.orderedBytes == other.orderedBytes) == (one == other), "\(one) \(other)")
        }
    }

    @Test("Adding and subtracting undo each other", arguments: [4, 5] as [UInt64])
    func inverse(_ seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        for _ in 0..<500 {
            let one = ExactNumber(Int(truncatingIfNeeded: random.next()))
            let exponent = Int.random(in: -10...0, using: &random)
            let two = try ExactNumber(parsing: "\(Int.random(in: -99_999...99_999, using: &random))e\(exponent)")
            #expect(try one.adding(two).subtracting(two) == one)
            #expect(try one.adding(two) == two.adding(one))
        }
    }
}
