import JSON
import Testing

@Suite("Numbers")
struct NumberTests {
    @Test(
        "a number that is whole is an integer, however it is written",
        arguments: [
            ("0", 0), ("-0", 0), ("1.0", 1), ("1e2", 100), ("1E+2", 100), ("120e-1", 12), ("-1.50e1", -15),
            ("0.001e3", 1), ("0e99999999999", 0),
            ("0.000", 0), ("100000000000000000000000e-23", 1), ("9223372036854775807", .max),
            ("-9223372036854775808", .min),
            ("922337203685477580.7e1", .max), ("123456789012345678", 123_456_789_012_345_678),
            ("1234567890123456789", 1_234_567_890_123_456_789),
        ])
    func wholeNumber(text: String, int: Int) {
        #expect(JSONNumber(text)?.int == int)
    }

    @Test(
        "a number that is not whole or too large is no integer",
        arguments: [
            "0.5", "1e-1", "15e-1", "-0.1", "1.0000000000000000000000001", "9223372036854775808",
            "-9223372036854775809", "1e19", "1E400",
            "1e99999999999999999999", "1e-99999999999999999999",
        ])
    func notAnInteger(text: String) throws {
        #expect(try #require(JSONNumber(text)).int == nil)
    }

    @Test(
        "what is not a number by the rules of JSON is none",
        arguments: [
            "", " ", "1 ", " 1", "01", "+1", ".5", "1.", "1e", "-", "NaN", "inf", "0x1", "1,0", "1_0", "١", "1e5.0",
            "1\u{0}",
        ])
    func notANumber(text: String) {
        #expect(JSONNumber(text) == nil)
    }

    @Test("integers of other sizes are checked against their range")
    func otherSizes() throws {
        let number = try #require(JSONNumber("255"))
        #expect(number.integer(UInt8.self) == 255)
        #expect(number.integer(Int8.self) == nil)
        #expect(JSONNumber("-1")?.integer(UInt.self) == nil)
        #expect(JSONNumber("-0")?.integer(UInt8.self) == 0)
        #expect(JSONNumber("-128")?.integer(Int8.self) == -128)
        #expect(JSONNumber(Int128.min).integer(Int128.self) == .min)
        #expect(JSONNumber(UInt128.max).integer(UInt128.self) == .max)
        #expect(JSONNumber(UInt128.max).integer(Int128.self) == nil)
    }

    @Test(
        "doubles are written as short as they can be and read back the same",
        arguments: [
            (0.0, "0"), (-0.0, "-0"), (1.0, "1"), (-15.0, "-15"), (0.1, "0.1"), (1e100, "1e+100"),
            (.leastNonzeroMagnitude, "5e-324"),
            (1.5e-7, "1.5e-07"),
            (.greatestFiniteMagnitude, "1.7976931348623157e+308"),
        ])
    func doubles(double: Double, text: String) throws {
        let number = try #require(JSONNumber(double))
        #expect(number.text == text)
        #expect(JSONNumber(number.text) == number)
        #expect(number.double.bitPattern == double.bitPattern)
    }

    @Test("what is not finite is no number, and what is beyond a double is infinite or zero")
    func beyondDouble() throws {
        #expect(JSONNumber(Double.nan) == nil)
        #expect(JSONNumber(Double.infinity) == nil)
        #expect(JSONNumber(-Float.infinity) == nil)
        #expect(JSONNumber("1E400")?.double == .infinity)
        #expect(JSONNumber("-1E400")?.double == -.infinity)
        #expect(JSONNumber("1e-400")?.double == 0)
        #expect(JSONNumber("1" + String(repeating: "0", count: 300))?.double == 1e300)
    }

    @Test("numbers are equal when they are written alike")
    func equality() {
        #expect(JSONNumber("1.0") != JSONNumber("1"))
        #expect(JSONNumber("1") == JSONNumber(1))
        #expect(JSONNumber(Float(0.1))?.text == "0.1")
        #expect("\(JSONNumber(-12))" == "-12")
    }
}
