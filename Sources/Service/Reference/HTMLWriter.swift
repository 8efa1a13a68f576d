import Bytes

/// A writer of HTML that escapes texts and attribute values.
struct HTMLWriter {
    private(set) var bytes: [UInt8] = []

    /// Writes an element with the contents written by the closure.
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

    /// Writes an element that contains a text.
    mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String>, _ text: String) {
        element(name, attributes) { html in html.text(text) }
    }

    /// Writes an element without attributes that contains a text.
    mutating func element(_ name: String, _ text: String) {
        element(name, [:], text)
    }

    /// Writes a text, escaped.
    mutating func text(_ text: String) {
        markup(MarkupText.escape(text))
    }

    /// Writes a text with a paragraph for each of its lines.
    mutating func paragraphs(_ text: String) {
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
            element("p") { html in html.prose(String(Substring(line))) }
        }
    }

    /// Writes a text with code in `backticks`.
    mutating func prose(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "`"), omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            let words = String(Substring(part))
            if index.isMultiple(of: 2) { self.text(words) } else { element("code", words) }
        }
    }

    /// Writes markup unchanged.
    mutating func markup(_ markup: String) {
        bytes.append(contentsOf: markup.utf8)
    }
}
