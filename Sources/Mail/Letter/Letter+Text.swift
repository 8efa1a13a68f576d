import Bytes

extension Letter {
    /// The letter as plain text, with an empty line between its parts.
    var text: String {
        parts.compactMap(\.text).joined(separator: "\n\n") + "\n"
    }
}

extension Letter.Part {
    /// The part as text; nil if only the page shows it.
    fileprivate var text: String? {
        switch self {
        case .title, .button: nil
        case .paragraph(let text), .closing(let text): text
        case .facts(let facts):
            facts.map { "\($0.label) \(PlainText.line($0.value))" }.joined(separator: "\n")
        case .link(let text, let address): "\(text)\n\(address)"
        }
    }
}
