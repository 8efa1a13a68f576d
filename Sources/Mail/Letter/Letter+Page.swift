import Bytes
import Platform

extension Letter {
    /// The letter as HTML, in which all texts are escaped.
    var html: String {
        """
        <!DOCTYPE html>
        <html lang="\(language.rawValue)">
        <head><meta charset="UTF-8"><title>\(escaped(PlainText.line(subject)))</title></head>
        <body style="margin:0;background:#f4f5f7;font-family:-apple-system,'Segoe UI',Roboto,Arial,sans-serif;\
        font-size:16px;line-height:1.5;color:#1f2933">
        <div style="max-width:560px;margin:0 auto;padding:32px 24px;background:#ffffff">
        \(parts.map(\.html).joined(separator: "\n"))
        </div>
        </body>
        </html>

        """
    }
}

extension Letter.Part {
    fileprivate var html: String {
        switch self {
        case .paragraph(let text): "<p dir=\"auto\">\(escaped(text))</p>"
        case .title(let title):
            "<h1 dir=\"auto\" style=\"font-size:22px;line-height:1.3;margin:24px 0 8px\">\(escaped(title))</h1>"
        case .facts(let facts): "<p style=\"margin:0 0 16px\">\(facts.map(\.html).joined(separator: "<br>\n"))</p>"
        case .button(let text, let address):
            """
            <p style="margin:24px 0"><a href="\(escaped(address))" style="display:inline-block;padding:12px 20px;\
            border-radius:6px;background:#1f5fbf;color:#ffffff;text-decoration:none">\(escaped(text))</a></p>
            """
        case .link(let text, let address):
            "<p>\(escaped(text))<br><a href=\"\(escaped(address))\">\(escaped(address))</a></p>"
        case .closing(let text): "<p style=\"color:#616e7c;font-size:14px\">\(escaped(text))</p>"
        }
    }
}

extension Letter.Fact {
    fileprivate var html: String {
        "<strong>\(escaped(label))</strong> <bdi>\(escaped(PlainText.line(value)))</bdi>"
    }
}

/// Returns arbitrary text escaped for HTML, including attribute values.
private func escaped(_ text: String) -> String {
    PlainText.lines(text).map(MarkupText.escape).joined(separator: "<br>\n")
}
