import Bytes
import Foundation
import Mail
import Testbed
import Testing
import Time

@Suite("Python's email reads messages")
struct MessageJudgeTests {
    @Test("whatever texts and names hold")
    func texts() throws {
        let texts = [
            "", "Weekly", " leading and trailing ", "two  blanks", "=?UTF-8?B?ZXZpbA==?=", "tab\there",
            "trailing tab\t",
            "a line\nand another \n\n\nand more\n", "crlf\r\nand\rmore\u{2028}lines",
            "quotes \" and \\ and <b>&amp;</b>",
            "Grüße aus Köln – naïve café", "日本語のテキスト", "👩‍👩‍👧‍👦 family", "שלום\u{200F}",
            "\u{202E}turned\u{202C} around",
            "evil\r\nBcc: eve@example.com\r\n\r\nbody", ".\n..\nFrom here\n--=_mixed", "\0\u{1}\u{7F}\u{9B}controls",
            String(repeating: "x", count: 1_000), String(repeating: "word ", count: 2_000),
            String(repeating: "é", count: 5_000), String(repeating: "😀", count: 2_500),
            String(repeating: "=", count: 300), String(repeating: " ", count: 300),
        ]
        try PythonJudge.withFolder { folder in
            for (index, text) in texts.enumerated() {
                let id = UUIDv7(at: Instant(seconds: 1_795_278_600), random: (hi: 1, lo: UInt64(index)))
                // Python takes minutes for names of many lines.
                let head = String(text.unicodeScalars.prefix(200))
                let message = try message(text, name: head, subject: head, id: "\(id)")
                try write(message, text, head, id, to: folder)
            }
            let objections = try PythonJudge.objections(of: "Mail/test_messages.py", to: folder)
            #expect(objections.isEmpty, "\(objections)")
        }
    }

    private func write(_ message: MailMessage, _ text: String, _ head: String, _ id: UUIDv7, to folder: URL) throws {
        let line = PlainText.line(head)
        let body = PlainText.lines(text).joined(separator: "\n")
        let expected: [String: Any] = [
            "subject": line, "From": [line, "post@convene.example"], "To": [line, "ada@example.com"],
            "messageId": "<\(id)@convene.example>", "date": "2026-11-21T09:05:07+00:00", "text": body, "html": body,
            "headers": [
                "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language", "X-Effect",
                "MIME-Version", "Content-Type",
            ],
        ]
        try Data(message.bytes).write(to: folder.appending(path: "\(id).eml"))
        try JSONSerialization.data(withJSONObject: expected).write(to: folder.appending(path: "\(id).json"))
    }
}
