import Platform
import Testing
import Time

@testable import Mail

@Suite("Letters")
struct LetterTests {
    private let letter = Letter(
        subject: "News <1>", language: .french,
        [
            .paragraph("Hello,\nyou"), .title("Swift & more"),
            .facts([Letter.Fact("When:", "now\r\nor never"), Letter.Fact("Where:", "\"here\"")]),
            .button("Go", to: "https://x.example/?a=1&b=2"), .link("More:", to: "https://x.example/'"),
            .closing("Bye"),
        ])

    @Test("as text, each part stands alone, and what only a page can show is left out")
    func text() {
        #expect(
            letter.text == """
                Hello,
                you

                When: now or never
                Where: "here"

                More:
                https://x.example/'

                Bye

                """)
    }

    @Test("as a page, everything is there and nothing that parts hold is markup")
    func page() {
        let html = letter.html
        for expected in [
            "<html lang=\"fr\">", "<title>News &lt;1&gt;</title>", "<p dir=\"auto\">Hello,<br>\nyou</p>",
            ">Swift &amp; more</h1>",
            "<strong>When:</strong> <bdi>now or never</bdi><br>\n<strong>Where:</strong> "
                + "<bdi>&quot;here&quot;</bdi></p>",
            "<a href=\"https://x.example/?a=1&amp;b=2\"", ">Go</a>",
            "More:<br><a href=\"https://x.example/&#39;\">https://x.example/&#39;</a>", ">Bye</p>",
        ] {
            #expect(html.contains(expected), "\(expected)")
        }
    }

    @Test("a letterhead says who writes and where its pages are, whatever the website ends with", arguments: ["", "/"])
    func letterhead(end: String) throws {
        let head = Letterhead(sender: try MailAddress("post@convene.example"), website: "https://x.example/web\(end)")
        #expect(head.page(to: ["events", "a b/c"]) == "https://x.example/web/events/a%20b%2Fc")
        let id = try #require(UUIDv7("01935a2b-7c00-7000-8000-000000000001"))
        let recipient = try MailAddress(name: "Ada", "ada@example.com")
        let message = head.message(letter, id: id, date: Instant(seconds: 0), to: recipient)
        #expect(
            message
                == MailMessage(
                    id: id, date: Instant(seconds: 0), sender: head.sender, recipient: recipient, subject: "News <1>",
                    language: "fr", text: letter.text, html: letter.html,
                    headers: [try .init("X-Convene-Effect", "\(id)")]))
    }
}
