import AWS
import Bytes
public import JSON

/// The API's document as a page for people: one HTML file that loads nothing and runs nothing.
public struct APIReference: Sendable {
    /// The bytes of the page as sent.
    public let bytes: [UInt8]

    /// The policy for browsers: the page may apply its own style sheet, and do nothing else.
    public let contentSecurityPolicy: String

    /// Creates the page of a document; anything the document lacks is left out.
    public init(_ document: APIDocument) throws(JSONError) {
        let root = try JSONDocument(parsing: document.bytes).root
        let style = Array(Self.styleSheet.utf8)
        contentSecurityPolicy =
            "default-src 'none'; style-src 'sha256-\(Base64.encode(SHA256.hash(style)))'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        bytes = Self.page(DocumentTree(root: root))
    }

    private static func page(_ document: DocumentTree) -> [UInt8] {
        var html = HTMLWriter()
        html.markup("<!DOCTYPE html>\n")
        html.element("html", ["lang": "en"]) { html in
            html.element("head") { html in
                html.markup(#"<meta charset="utf-8">"#)
                html.markup(#"<meta name="viewport" content="width=device-width, initial-scale=1">"#)
                html.markup(#"<meta name="color-scheme" content="light dark">"#)
                html.element("title", "\(document.title) API")
                html.element("style") { html in html.markup(styleSheet) }
            }
            html.element("body") { html in
                html.writeContents(of: document)
                html.element("main") { html in
                    html.writeIntroduction(of: document)
                    for tag in document.tags { html.writeArea(tag, of: document) }
                    html.writeSchemas(of: document)
                }
            }
        }
        return html.bytes
    }
}

extension HTMLWriter {
    /// Writes the table of contents.
    fileprivate mutating func writeContents(of document: DocumentTree) {
        element("nav", ["aria-label": "Endpoints"]) { html in
            for tag in document.tags {
                html.element("h2") { html in
                    html.element("a", ["href": "#tag-\(tag.name)"], tag.name)
                }
                html.element("ul") { html in
                    for operation in document.operations(of: tag.name) {
                        html.element("li") { html in
                            html.element("a", ["href": "#\(operation.id)"], operation.summary)
                        }
                    }
                }
            }
            html.element("h2") { html in html.element("a", ["href": "#schemas"], "Schemas") }
        }
    }

    fileprivate mutating func writeIntroduction(of document: DocumentTree) {
        element("h1") { html in
            html.text("\(document.title) API ")
            html.element("small", document.version)
        }
        paragraphs(document.summary)
        paragraphs(document.description)
        element("p") { html in
            html.text("For programs, the same in OpenAPI: ")
            html.element("a", ["href": "/openapi.json"], "openapi.json")
            html.text(".")
        }
        element("h3", "Signing in")
        guard let schemes = document.component("securitySchemes") else { return }
        for (_, scheme) in schemes.members {
            paragraphs(scheme["description"]?.string ?? "")
        }
    }

    fileprivate mutating func writeArea(_ tag: DocumentTree.Tag, of document: DocumentTree) {
        element("section", ["id": "tag-\(tag.name)"]) { html in
            html.element("h2", tag.name)
            html.paragraphs(tag.description)
            for operation in document.operations(of: tag.name) { html.writeOperation(operation, of: document) }
        }
    }

    fileprivate mutating func writeSchemas(of document: DocumentTree) {
        element("section", ["id": "schemas"]) { html in
            html.element("h2", "Schemas")
            guard let schemas = document.component("schemas") else { return }
            for (name, schema) in schemas.members { html.writeSchema(schema, named: name) }
        }
    }
}
