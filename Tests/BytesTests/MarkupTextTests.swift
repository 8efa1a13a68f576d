import Bytes
import Testing

@Suite("texts in HTML")
struct MarkupTextTests {
    @Test(
        "nothing in a text is markup, in content or in quotes",
        arguments: [
            ("", ""), ("plain é 🎈", "plain é 🎈"),
            (#"<a href="x">'&'</a>"#, "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;"),
            ("&amp;", "&amp;amp;"), ("<\u{301}", "&lt;\u{301}"),
        ])
    func escape(text: String, expected: String) {
        #expect(Array(MarkupText.escape(text).utf8) == Array(expected.utf8))
    }
}
