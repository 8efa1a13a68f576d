/// Why a document was refused, or could not be read as what was asked for.
///
/// It is fit for the answer to whoever sent the document: it says where and what, and never quotes the value.
public struct JSONError: Error, Equatable, Sendable {
    /// Where in the document, such as `schedule.hour` or `items[3].name`; empty for the whole.
    public let path: String
    /// What is wrong there, such as `expected an integer` or `is missing`.
    public let problem: String
    /// The byte at which the text stops being JSON; nil when the text is JSON, but not the JSON that was asked for.
    public let offset: Int?

    /// An error at a place in the document.
    public init(path: String = "", problem: String) {
        self.path = path
        self.problem = problem
        offset = nil
    }

    /// An error in the text itself.
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
    /// The same error, seen from further out: what was read is itself found at `outer`.
    func under(_ outer: String) -> JSONError {
        guard !outer.isEmpty else { return self }
        guard offset == nil else { return JSONError(path: outer, problem: description) }
        var whole = JSONPath(text: outer)
        whole.append(rest: path)
        return JSONError(path: whole.text, problem: problem)
    }
}
