public import Platform

/// The content of a mail, to be read as text or as a page.
public struct Letter: Equatable, Sendable {
    /// A part of a letter; its texts may contain anything.
    public enum Part: Equatable, Sendable {
        case paragraph(String)
        /// A title; only the page shows it.
        case title(String)
        case facts([Fact])
        /// A button with its address; only the page shows it.
        case button(String, to: String)
        /// A sentence followed by an address.
        case link(String, to: String)
        case closing(String)
    }

    /// A detail on one line.
    public struct Fact: Equatable, Sendable {
        let label: String
        let value: String

        /// Creates a fact from its label and value.
        public init(_ label: String, _ value: String) {
            self.label = label
            self.value = value
        }
    }

    let subject: String
    let language: Language
    let parts: [Part]

    /// Creates a letter from its parts.
    public init(subject: String, language: Language, _ parts: [Part]) {
        self.subject = subject
        self.language = language
        self.parts = parts
    }
}
