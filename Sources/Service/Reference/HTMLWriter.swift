import Bytes

/// Writes HTML piece by piece; what stands between tags and in attributes is escaped.
struct HTMLWriter {
    private(set) var bytes: [UInt8] = []

    /// An element with what the closure writes in it.
    mutating func element(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ content: (inout HTMLWriter) -> Void
    ) {
        markup("<\(name)")
        for (attribute, value) in attributes {
            markup(" \(attribute)=\"")
            text(value)
            markup("\"")
        }
        markup(">")
        content(&self)
        markup("</\(name)>")
    }

    /// An element with a text in it.
    mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String>, _ text: String) {
        element(name, attributes) { html in html.text(text) }
    }

    /// An element without attributes and with a text in it.
    mutating func element(_ name: String, _ text: String) {
        element(name, [:], text)
    }

    /// A text, in which nothing is markup.
    mutating func text(_ text: String) {
        markup(MarkupText.escape(text))
    }

    /// A text in a paragraph for each of its lines.
    mutating func paragraphs(_ text: String) {
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
            element("p") { html in html.prose(String(Substring(line))) }
        }
    }

    /// A text in which `backticks` hold code.
    mutating func prose(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "`"), omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            let words = String(Substring(part))
            if index.isMultiple(of: 2) { self.text(words) } else { element("code", words) }
        }
    }

    /// Markup as it stands.
    mutating func markup(_ markup: String) {
        bytes.append(contentsOf: markup.utf8)
    }
}
