public import Platform

/// What a mail says to a person, to be read as text or as a page.
public struct Letter: Equatable, Sendable {
    /// What stands in a letter, one under the other; the texts may hold anything.
    public enum Part: Equatable, Sendable {
        case paragraph(String)
        /// What it is all about; the page alone shows it.
        case title(String)
        case facts([Fact])
        /// Where one is led to; the page alone shows it.
        case button(String, to: String)
        /// A sentence with an address under it.
        case link(String, to: String)
        case closing(String)
    }

    /// Something to know, in one line.
    public struct Fact: Equatable, Sendable {
        let label: String
        let value: String

        /// A fact behind its label.
        public init(_ label: String, _ value: String) {
            self.label = label
            self.value = value
        }
    }

    let subject: String
    let language: Language
    let parts: [Part]

    /// A letter of these parts.
    public init(subject: String, language: Language, _ parts: [Part]) {
        self.subject = subject
        self.language = language
        self.parts = parts
    }
}
