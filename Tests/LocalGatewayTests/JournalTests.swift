import Testing

@testable import LocalGateway

struct JournalTests {
    @Test(
        "nothing in a line moves a terminal's cursor or turns its text around",
        arguments: [
            ("GET /é 😀", "GET /é 😀"), ("a\u{1B}[2Jb", "a[2Jb"), ("a\u{9B}2Jb", "a2Jb"), ("a\r\nb\u{2028}c", "a b c"),
            ("a\u{202E}b", "ab"), ("plain", "plain"),
        ])
    func shows(line: String, expected: String) {
        #expect(Journal.shown(line) == expected)
    }
}
