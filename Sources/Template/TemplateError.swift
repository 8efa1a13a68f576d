/// A place in a template, both numbers counted from one.
public struct Mark: Hashable, Sendable {
    /// The line.
    public let line: Int
    /// The character within the line.
    public let column: Int
}

/// Why a template can't be used.
///
/// It says where and what, and never quotes a parameter's value, which may be a secret.
public struct TemplateError: Error, Equatable, Sendable {
    /// Where the template is wrong; nil when no place in it is, such as for a parameter that was given too much.
    public let mark: Mark?
    /// What is wrong.
    public let problem: String

    private static let longest = 300

    init(_ problem: String, at mark: Mark? = nil) {
        self.problem = Self.printable(problem)
        self.mark = mark
    }

    /// The text fit for one line of a terminal: names in a template may have any length and hold anything.
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
