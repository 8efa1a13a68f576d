import AWS
import Bytes
import JSON
import Testing

@testable import Service

@Suite("The page with the API's document")
struct APIReferenceTests {
    private func page(_ fragments: [String] = APIDocument.fragments, version: String = "1.2.0") throws -> String {
        let reference = try APIReference(APIDocument(version: version, fragments: fragments))
        return String(decoding: reference.bytes, as: UTF8.self)
    }

    /// Returns every text between these delimiters.
    private func texts(in page: String, from start: String, to end: String) -> [String] {
        page.split(separator: start, omittingEmptySubsequences: false).dropFirst().compactMap { part in
            part.split(separator: end, maxSplits: 1, omittingEmptySubsequences: false).first.map(String.init)
        }
    }

    @Test("every operation and every schema has a place, and every link leads to one")
    func places() throws {
        let page = try page()
        let places = texts(in: page, from: #" id=""#, to: #"""#)
        #expect(Set(places).count == places.count)
        let root = try JSONDocument(parsing: APIDocument(version: "1").bytes).root
        let operations = (root["paths"]?.members.map(\.value) ?? []).flatMap { item in
            item.members.compactMap { $0.value["operationId"]?.string }
        }
        let schemas = root["components"]?["schemas"]?.members.map { "schema-\($0.key)" } ?? []
        #expect(Set(operations + schemas).subtracting(places).isEmpty)
        let links = texts(in: page, from: ##"href="#"##, to: #"""#)
        #expect(!links.isEmpty)
        #expect(Set(links).subtracting(places).isEmpty)
    }

    @Test("it loads nothing and runs nothing, and its policy lets its own style sheet through alone")
    func policy() throws {
        let reference = try APIReference(APIDocument(version: "1"))
        let page = String(decoding: reference.bytes, as: UTF8.self)
        for text in ["<script", "javascript:", " src=", "<link", "@import", "url("] {
            #expect(!page.contains(text), "\(text)")
        }
        #expect(texts(in: page, from: #"href=""#, to: #"""#).allSatisfy { $0.hasPrefix("#") || $0 == "/openapi.json" })
        let style = try #require(texts(in: page, from: "<style>", to: "</style>").first)
        let hash = Base64.encode(SHA256.hash(Array(style.utf8)))
        #expect(
            reference.contentSecurityPolicy
                == "default-src 'none'; style-src 'sha256-\(hash)'; base-uri 'none'; form-action 'none'; "
                + "frame-ancestors 'none'")
        #expect(!page.contains(" style="))
    }

    @Test("an example is a command that a shell takes")
    func commands() throws {
        let page = try page()
        let create = """
            curl -X POST "$API/users" \\
              -H "Authorization: Bearer $TOKEN" \\
              -H 'Content-Type: application/json' \\
              -d '{
              "name": "Alice Johnson"
            }'
            """
        var escaped = HTMLWriter()
        escaped.text(create)
        #expect(page.contains(String(decoding: escaped.bytes, as: UTF8.self)))
        #expect(page.contains("curl &quot;$API/events/my-event-123&quot;</code>"))
    }

    @Test("a description has a paragraph for each of its lines, and code between backticks")
    func paragraphs() throws {
        let fragment = #"""
            {"paths": {"/a": {"get": {"operationId": "A", "tags": ["Events"], "description": "One `a<b` two.\n\nThree."}}}}
            """#
        let page = try page([fragment])
        #expect(page.contains("<p>One <code>a&lt;b</code> two.</p><p>Three.</p>"))
    }

    @Test("nothing in the document becomes markup")
    func escaping() throws {
        let fragment = ##"""
            {"paths": {"/<b>": {"get": {"operationId": "Show<i>", "tags": ["Events"], "summary": "<u>",
            "description": "a `<s>` & \"q\" 'r'", "responses": {"200": {"description": "<img>"}}}}}}
            """##
        let page = try page([fragment], version: "<script>")
        for tag in ["<b>", "<i>", "<u>", "<s>", "<img>", "<script>"] { #expect(!page.contains(tag), "\(tag)") }
        #expect(page.contains("<p>a <code>&lt;s&gt;</code> &amp; &quot;q&quot; &#39;r&#39;</p>"))
    }

    @Test("limits are told in words")
    func limits() throws {
        let page = try page()
        #expect(page.contains("string, 1 to 200 characters"))
        #expect(page.contains("integer, 1 to 100000"))
        #expect(page.contains("<code>active</code> or <code>cancelled</code>"))
        #expect(page.contains("integer, 1 to 100, usually <code>50</code>"))
    }
}
