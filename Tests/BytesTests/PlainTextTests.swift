import Bytes
import Testing

@Suite("Text made plain")
struct PlainTextTests {
    @Test(
        "every kind of line end is one, and what would control how text is shown is left out",
        arguments: [
            ("", [""]), ("a", ["a"]), ("a\n", ["a", ""]), ("a\r\nb\rc\nd", ["a", "b", "c", "d"]),
            ("\r\r\n\n", ["", "", "", ""]), ("a\u{B}b\u{C}c\u{85}d\u{2028}e\u{2029}f", ["a", "b", "c", "d", "e", "f"]),
            ("\0a\tb\u{1B}\u{7F}\u{9B}c", ["a\tbc"]), ("\u{FEFF}\u{202E}a\u{202C}\u{2067}b\u{2069}", ["ab"]),
            ("a\u{200F}b\u{200E}é👩‍👩‍👧‍👦", ["a\u{200F}b\u{200E}é👩‍👩‍👧‍👦"]),
        ])
    func lines(text: String, expected: [String]) {
        #expect(PlainText.lines(text) == expected)
        #expect(PlainText.line(text) == expected.joined(separator: " "))
    }
}
