/// A place in a template; both numbers count from one.
public struct Mark: Hashable, Sendable {
    /// The line.
    public let line: Int
    /// The character within the line.
    public let column: Int
}

/// An error in a template.
///
/// It has a place and a description, and never quotes a parameter's value, which may be secret.
public struct TemplateError: Error, Equatable, Sendable {
    /// The place of the error; nil for one without a place, such as an unknown parameter that was passed in.
    public let mark: Mark?
    /// A description of the problem.
    public let problem: String

    private static let longest = 300

    init(_ problem: String, at mark: Mark? = nil) {
        self.problem = Self.printable(problem)
        self.mark = mark
    }

    /// Returns the text shortened and escaped for one line of a terminal, since a template's names may contain
    /// anything.
    private static func printable(_ text: String) -> String {
        let scalars = text.unicodeScalars.prefix(longest).map { $0.properties.generalCategory == .control ? "?" : $0 }
        return String(String.UnicodeScalarView(scalars)) + (text.unicodeScalars.count > longest ? "…" : "")
    }
}

extension TemplateError: CustomStringConvertible {
    public var description: String {
        guard let mark else { return problem }
        return "line \(mark.line), column \(mark.column): \(problem)"
    }
}
