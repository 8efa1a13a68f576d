/// The reason why a document was refused, or could not be read as the expected type.
///
/// It can be shown to the sender of the document: it names the place and the problem, and never quotes the value.
public struct JSONError: Error, Equatable, Sendable {
    /// The place in the document, such as `schedule.hour` or `items[3].name`; empty for the whole document.
    public let path: String
    /// The problem there, such as `expected an integer` or `is missing`.
    public let problem: String
    /// The byte at which the text stops being JSON; nil when the text is JSON, but not the expected JSON.
    public let offset: Int?

    /// Creates an error at a place in the document.
    public init(path: String = "", problem: String) {
        self.path = path
        self.problem = problem
        offset = nil
    }

    /// Creates an error in the text itself.
    init(syntax problem: String, at offset: Int) {
        path = ""
        self.problem = problem
        self.offset = offset
    }
}

extension JSONError: CustomStringConvertible {
    public var description: String {
        if let offset {
            "not JSON: \(problem) at byte \(offset)"
        } else if path.isEmpty {
            problem
        } else {
            "\(path): \(problem)"
        }
    }
}

extension JSONError {
    /// Returns the same error with `outer` in front of its path.
    func under(_ outer: String) -> JSONError {
        guard !outer.isEmpty else { return self }
        guard offset == nil else { return JSONError(path: outer, problem: description) }
        var whole = JSONPath(text: outer)
        whole.append(rest: path)
        return JSONError(path: whole.text, problem: problem)
    }
}
