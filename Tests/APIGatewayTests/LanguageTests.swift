import APIGateway
import Platform
import Testing

@Suite("The language to answer in")
struct LanguageTests {
    @Test(
        "the language that the caller likes best of those we speak",
        arguments: [
            (nil, .english), ("", .english), ("en", .english), ("fr", .french), ("FR", .french), ("fr-CH", .french),
            ("fr-CA,fr;q=0.8,en;q=0.6", .french), ("en-GB,en;q=0.9", .english), ("de", .english),
            ("de,fr;q=0.3", .french), ("en;q=0.5,fr;q=0.7", .french), ("en;q=0.7, fr;q=0.70001", .english),
            ("fr;q=0.7,en;q=0.7", .french), ("en,fr", .english), ("fr,en", .french), (" fr ; q=1 ", .french),
            ("fr;q=1.000,en;q=0.999", .french), ("fr;Q=0.9,en;Q=0.1", .french), ("en;q=0.1,fr-FR;q=0.2", .french),
        ] as [(String?, Language)])
    func preferences(header: String?, expected: Language) {
        #expect(Language(accepting: header) == expected)
    }

    @Test(
        "a wildcard is every language that is not named",
        arguments: [
            ("*", .english), ("*;q=0.5,fr;q=0.1", .english), ("fr;q=0.9,*;q=0.1", .french), ("en;q=0,*", .french),
            ("en;q=0.2,*;q=0.8", .french), ("fr;q=0,*", .english), ("*;q=0", .english),
        ] as [(String, Language)])
    func wildcards(header: String, expected: Language) {
        #expect(Language(accepting: header) == expected)
    }

    @Test(
        "what cannot be read is not wanted",
        arguments: [
            ("fr;q=0", .english), ("fr;q=0.000", .english), ("fr;q=high", .english), ("fr;q=nan", .english),
            ("fr;q=inf", .english), ("fr;q=1.5", .english), ("fr;q=2", .english), ("fr;q=-1", .english),
            ("fr;q=", .english), ("fr;q", .english), ("fr;q=0x1", .english), ("fr;q=.5", .english),
            ("fr;q=1e3,en;q=0.1", .english), ("français", .english), ("french", .english), (",;,;=,-,", .english),
            (";q=1", .english), ("-fr", .english), ("fr_FR", .english), ("\u{0}", .english),
        ] as [(String, Language)])
    func rubbish(header: String, expected: Language) {
        #expect(Language(accepting: header) == expected)
    }

    @Test(
        "a huge header is read as far as its first thousand bytes, wherever that cuts",
        arguments: [
            ("", "de,", 1_000_000), ("", ";", 1_000_000), ("", "é", 1_000_000), ("x", "é", 1_000),
            ("", "en;q=0.1,", 1_000_000), ("fr;q=", "0", 1_000_000),
        ])
    func huge(start: String, part: String, count: Int) {
        let header = start + String(repeating: part, count: count)
        #expect(Language(accepting: header) == .english)
        #expect(Language(accepting: "fr," + header) == .french)
    }

    @Test("a header that is cut within a character is read as far as it goes", arguments: 996...1_003)
    func cutCharacters(length: Int) {
        #expect(Language(accepting: "fr," + String(repeating: "x", count: length - 3) + "é🙂") == .french)
        #expect(Language(accepting: String(repeating: ",", count: length) + "é🙂;q=🙂") == .english)
    }
}
