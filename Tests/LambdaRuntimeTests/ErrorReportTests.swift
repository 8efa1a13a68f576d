import Foundation
import Testing

@testable import LambdaRuntime

struct ErrorReportTests {
    static let texts: [String] = [
        "", "plain", "\"quoted\" \\ and / ", "tab\tline\nfeed\r\0\u{1}\u{1F}\u{7F}", "é 漢字 👩‍👩‍👧‍👦 \u{2028}",
        String(decoding: [0x61, 0xFF, 0xC3, 0x28, 0xED, 0xA0, 0x80, 0xF5], as: UTF8.self),
    ]

    @Test("a report is valid JSON whatever the message holds", arguments: texts)
    func json(text: String) throws {
        let report = try parsed(ErrorReport(type: "Function.Oops", message: text).json)
        #expect(report["errorMessage"] as? String == text)
        #expect(report["errorType"] as? String == "Function.Oops")
        #expect((report["stackTrace"] as? [String])?.isEmpty == true)
        #expect(report.count == 3)
    }

    @Test(
        "a long message is cut between characters' bytes, never within a code point",
        arguments: ["x", "é", "漢", "😀", "\"", "\0", "e\u{301}"])
    func longMessages(unit: String) throws {
        for shift in 0...4 {
            let text = String(repeating: "-", count: shift) + String(repeating: unit, count: 1 << 18)
            let message = ErrorReport(type: "A.B", message: text).message
            #expect(text.unicodeScalars.starts(with: message.unicodeScalars))
            #expect((4_090...4_096).contains(message.utf8.count))
            #expect(try parsed(ErrorReport(type: "A.B", message: text).json)["errorMessage"] as? String == message)
        }
    }

    @Test("one character of a megabyte is cut as well")
    func longCharacter() {
        let text = "e" + String(repeating: "\u{301}", count: 500_000)
        #expect(text.count == 1)
        #expect(ErrorReport(type: "A.B", message: text).message.utf8.count <= 4_096)
    }

    @Test(
        "a type fits into a header",
        arguments: [
            ("Function.DecodingError", "Function.DecodingError"), ("A.B<C, D>\r\nX: y", "A.BCDXy"),
            ("Fünf.ist5", "Fnf.ist5"),
            ("", ""),
        ])
    func types(type: String, header: String) {
        #expect(ErrorReport(type: type, message: "").type == header)
    }

    @Test("a thrown error is named after its type")
    func thrown() {
        let report = ErrorReport(Failure(description: "x"), in: "Function", message: "m")
        #expect(report == ErrorReport(type: "Function.Failure", message: "m"))
    }
}
