import Testing

@testable import LocalGateway

@Suite("Mail is read")
struct MailReadingTests {
    private static func content(_ message: String) -> MailContent {
        MailContent(MailPart(Array(message.utf8)))
    }

    @Test(
        "encoded words become what they stand for, and what is none stays as it is",
        arguments: [
            ("plain", "plain"),
            ("=?utf-8?q?caf=C3=A9_noir?=", "café noir"),
            ("=?UTF-8?B?Y2Fmw6k=?= at =?iso-8859-1?Q?caf=E9?=", "café at café"),
            ("=?utf-8?q?one?= =?utf-8?q?_two?=", "one two"),
            // One character in two words.
            ("=?utf-8?q?caf=C3?= =?utf-8?q?=A9?=", "café"),
            ("a =?utf-8?q?b?= c", "a b c"),
            ("=?utf-8*fr?q?b?=", "b"),
            ("=?utf-8?x?b?=", "=?utf-8?x?b?="),
            ("=?utf-8?q?open", "=?utf-8?q?open"),
            ("=?utf-8?b?%%%?=", ""),
            ("=?", "=?"),
            ("", ""),
        ])
    func encodedWords(value: String, text: String) {
        #expect(EncodedWords.decode(value) == text)
    }

    @Test("a head is unfolded, whatever ends its lines, up to the empty line")
    func heads() {
        let text = "To: a@b,\r\n\tc@d\r\nX:\n 1\r\nno header\r\nSubject: \u{E9}\r\n\r\nBody: no"
        let (head, body) = MailHead.split(Array(text.utf8)[...])
        #expect(
            head.fields == [
                .init(name: "To", value: "a@b,\tc@d"), .init(name: "X", value: "1"), .init(name: "Subject", value: "é"),
            ])
        #expect(!head.isWellFormed)
        #expect(head.first("SUBJECT") == "é")
        #expect(body.elementsEqual("Body: no".utf8))
        #expect(MailHead.split(Array("A: caf".utf8)[...] + [0xE9]).head.first("a") == "café")
    }

    @Test("a header's parameters are found, quoted or not")
    func parameters() {
        let type = HeaderParameters(#" Multipart/Mixed ; boundary="a;\"b\\" ; charset=UTF-8;;x; boundary=c"#)
        #expect(type.word == "multipart/mixed")
        #expect(type["boundary"] == #"a;"b\"#)
        #expect(type["charset"] == "UTF-8")
        #expect(type["x"] == nil)
        #expect(HeaderParameters("").word == "")
    }

    @Test(
        "a body's encoding is undone, as far as it is one",
        arguments: [
            ("base64", "Y2Fm\r\nw6k=\r\n", "café"), ("BASE64", "Y2!Fm", "caf"), ("base64", "Y2Fmw6k", "café"),
            ("base64", "Y", ""), ("quoted-printable", "caf=C3=A9=\r\n!  \r\nx", "café!\r\nx"),
            ("quoted-printable", "a=ZZ=", "a=ZZ"), ("8bit", "a=41", "a=41"),
        ])
    func bodies(encoding: String, body: String, text: String) {
        let message = "Content-Transfer-Encoding: \(encoding)\r\n\r\n\(body)"
        #expect(MailPart(Array(message.utf8)).text == text)
    }

    @Test("text and page are told from what is attached; the calendar file is that which can be accepted")
    func parts() {
        let content = Self.content(
            """
            Subject: =?utf-8?q?R=C3=A9union?=
            Content-Type: multipart/mixed; boundary=out

            nobody reads this
            --out
            Content-Type: multipart/alternative; boundary="in"

            --in

            text
            --in
            Content-Type: text/html; charset=iso-8859-1
            Content-Transfer-Encoding: quoted-printable

            <p>caf=E9</p>
            --in
            Content-Type: text/calendar; method=REQUEST

            accept
            --in--
            --out
            Content-Type: application/ics; name="=?utf-8?q?..=2Finvit=C3=A9.ics?="

            by hand
            --out
            Content-Disposition: attachment

            kept
            --out--
            nor this
            """)
        #expect(content.subject == "Réunion")
        #expect(content.text == "text")
        #expect(content.html == "<p>café</p>")
        #expect(content.calendar == Array("accept".utf8))
        #expect(content.attachments.map(\.number) == [2, 3, 4])
        #expect(content.attachments.map(\.name) == ["part-2.ics", "invité.ics", "part-4"])
        #expect(content.attachments.map(\.type) == ["text/calendar", "application/ics", "text/plain"])
        #expect(content.attachments.map(\.bytes) == ["accept", "by hand", "kept"].map { Array($0.utf8) })
    }

    @Test(
        "whatever comes is read as something",
        arguments: [
            "", "\r\n", ":", "a", "Content-Type: multipart/mixed\r\n\r\nx",
            "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n--x\r\n--x--",
            "Content-Type: multipart/mixed; boundary=\"\"\r\n\r\n--\r\n",
            "Content-Type: multipart/mixed; boundary=x\r\n\r\n" + String(repeating: "--x\r\n", count: 1_000),
            String(repeating: "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n", count: 100),
            "Subject: " + String(repeating: "=?utf-8?q?", count: 1_000),
        ])
    func survives(message: String) {
        let part = MailPart(Array(message.utf8))
        #expect(1...200 ~= part.leaves.count)
        #expect(MailContent(part).calendar == nil)
    }

    @Test("any bytes at all are read as something")
    func junk() {
        var generator = SystemRandomNumberGenerator()
        let marks = Array("=?-:; \r\n\"\\".utf8)
        let start = Array("Content-Type: multipart/mixed; boundary=-\r\n\r\n".utf8)
        for _ in 0..<300 {
            let bytes = (0..<200).map { _ in
                Bool.random(using: &generator)
                    ? UInt8.random(in: 0...255, using: &generator) : marks.randomElement(using: &generator) ?? 0
            }
            for message in [bytes, start + bytes, start + bytes + start + bytes] {
                let content = MailContent(MailPart(message))
                #expect(!content.subject.contains("\n"), "\(message)")
            }
        }
    }
}
