import JSON

/// A table on the front page.
struct StatusSection: Equatable, Sendable {
    struct Column: Equatable, Sendable {
        /// The name for programs.
        let key: String
        /// The title for people.
        let title: String

        init(_ key: String, _ title: String) {
            self.key = key
            self.title = title
        }
    }

    /// The name for programs.
    let key: String
    let title: String
    let columns: [Column]
    /// The rows, with a value for each column.
    let rows: [[JSONValue]]

    /// The rows as JSON.
    var json: JSONValue {
        .array(rows.map { row in .object(Dictionary(zip(columns.map(\.key), row)) { first, _ in first }) })
    }

    var html: HTML {
        """
        <h2>\(title)</h2>
        <div class="wide"><table>
        <thead><tr>\(HTML.each(columns.indices, head))</tr></thead>
        <tbody>
        \(HTML.each(rows) { row in "<tr>\(HTML.each(row, Self.cell))</tr>\n" })
        </tbody>
        </table></div>
        """
    }

    private func head(_ index: Int) -> HTML {
        let isNumeric = rows.contains { $0.indices.contains(index) && $0[index].number != nil }
        return "<th\(isNumeric ? " class=\"number\"" : "" as HTML)>\(columns[index].title)</th>"
    }

    private static func cell(_ value: JSONValue) -> HTML {
        switch value {
        case .number(let number): "<td class=\"number\">\(number.text)</td>"
        case .string(let text): "<td>\(text)</td>"
        case .bool(let bool): "<td>\(bool ? "yes" : "no")</td>"
        case .null: "<td></td>"
        case .array, .object: "<td>\(String(decoding: value.json(), as: UTF8.self))</td>"
        }
    }
}
