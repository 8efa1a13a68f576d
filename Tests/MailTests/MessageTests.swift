import Bytes
import Mail
import Testbed
import Testing
import Time

@Suite("The bytes of a message")
struct MessageTests {
    @Test("a message with an invitation, line by line")
    func whole() throws {
        let invitation = MailMessage.Invitation(method: "REQUEST", file: Array("BEGIN:VCALENDAR\r\n".utf8))
        let id = "01935a2b-7c00-7000-8000-000000000001"
        #expect(
            try message("Grüße, 1 = 1", name: "Rico \"R\" Martinez", invitation: invitation).lines == [
                #"From: "Rico \"R\" Martinez" <post@convene.example>"#,
                #"To: "Rico \"R\" Martinez" <ada@example.com>"#,
                "Subject: =?UTF-8?B?R3LDvMOfZSwgMSA9IDE=?=",
                "Date: Sat, 21 Nov 2026 09:05:07 +0000",
                "Message-ID: <\(id)@convene.example>",
                "Auto-Submitted: auto-generated",
                "Content-Language: en",
                "X-Effect: =?UTF-8?B?R3LDvMOfZSwgMSA9IDE=?=",
                "MIME-Version: 1.0",
                "Content-Type: multipart/mixed;",
                " boundary=\"=_mixed_\(id)\"",
                "",
                "--=_mixed_\(id)",
                "Content-Type: multipart/alternative;",
                " boundary=\"=_alternative_\(id)\"",
                "",
                "--=_alternative_\(id)",
                "Content-Type: text/plain; charset=UTF-8",
                "Content-Transfer-Encoding: quoted-printable",
                "",
                "Gr=C3=BC=C3=9Fe, 1 =3D 1",
                "--=_alternative_\(id)",
                "Content-Type: text/html; charset=UTF-8",
                "Content-Transfer-Encoding: quoted-printable",
                "",
                "Gr=C3=BC=C3=9Fe, 1 =3D 1",
                "--=_alternative_\(id)",
                "Content-Type: text/calendar; charset=UTF-8; method=REQUEST",
                "Content-Transfer-Encoding: base64",
                "",
                "QkVHSU46VkNBTEVOREFSDQo=",
                "--=_alternative_\(id)--",
                "--=_mixed_\(id)",
                "Content-Type: application/ics; name=\"invite.ics\"",
                "Content-Transfer-Encoding: base64",
                "Content-Disposition: attachment; filename=\"invite.ics\"",
                "",
                "QkVHSU46VkNBTEVOREFSDQo=",
                "--=_mixed_\(id)--",
                "",
            ])
    }

    @Test("answers go to somebody else where the message says so")
    func replyTo() throws {
        let plain = try message("Text", name: "Ada")
        let other = MailMessage(
            id: plain.id, date: plain.date, sender: plain.sender, replyTo: try MailAddress("rico@example.org"),
            recipient: plain.recipient, subject: "Text", text: "Text", html: "Text")
        #expect(plain.lines.filter { $0.hasPrefix("Reply-To") } == [])
        #expect(other.lines.filter { $0.hasPrefix("Reply-To") } == ["Reply-To: rico@example.org"])
    }

    @Test("the same message has the same bytes")
    func sameBytes() throws {
        #expect(try message("日本語", name: "Ada").bytes == message("日本語", name: "Ada").bytes)
    }

    @Test("no text, name or method makes a header or a part of its own")
    func injection() throws {
        let evil = "x\r\nBcc: eve@example.com\r\n\r\n--=_mixed_01935a2b-7c00-7000-8000-000000000001--\r\n"
        let invitation = MailMessage.Invitation(method: "REQUEST\r\nX-Evil: 1", file: Array(evil.utf8))
        let harmless = MailMessage.Invitation(method: "REQUEST", file: [])
        let attacked = try message(evil, name: evil, invitation: invitation)
        let expected = try message("x", name: "x", invitation: harmless)
        #expect(attacked.headerNames == expected.headerNames)
        #expect(attacked.delimiters == expected.delimiters)
    }

    @Test("no line is too long to travel, however long a text or a name is", arguments: ["x", "=", " ", "é", "日", "😀"])
    func lineLength(character: String) throws {
        let long = String(repeating: character, count: 10_000 / character.utf8.count)
        let lines = try message(long, name: long).lines
        #expect(lines.allSatisfy { $0.utf8.count <= 76 })
        #expect(lines.filter { $0.hasPrefix("Subject: =?UTF-8?B?") }.count == 1)
    }

    @Test(
        "a header of our own has a name of its own",
        arguments: ["", "X", "Bcc", "X-Evil:", "X-\r\nBcc", "X-é", "X Y", "X-" + String(repeating: "y", count: 39)])
    func headerNames(name: String) {
        #expect(throws: MailError.invalidHeaderName(name)) { try MailMessage.Header(name, "value") }
    }
}
