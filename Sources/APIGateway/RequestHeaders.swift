import JSON

/// A request's headers; names compare without regard to case.
///
/// They are looked up in the event itself: a route reads two or three of the dozen that come.
public struct RequestHeaders: Sendable {
    private let fields: JSONNode?

    /// Headers by name, each with one value or a list of them; what is neither is left out.
    init(_ fields: JSONNode?) {
        self.fields = fields
    }

    /// The value of that header, whose name is given in lower case; nil when there is none.
    ///
    /// Several values are joined by commas, as HTTP has it and the service does.
    public subscript(name: String) -> String? {
        let values = values(of: name)
        return values.count > 1 ? values.joined(separator: ",") : values.first
    }

    /// Each value of that header, whose name is given in lower case.
    func values(of name: String) -> [String] {
        guard let fields else { return [] }
        return fields.members.flatMap { field in
            field.key.isSpelling(of: name) ? field.value.texts : []
        }
    }
}

extension String {
    /// Whether this is that lower-case name, but for the case of its ASCII letters.
    fileprivate func isSpelling(of name: String) -> Bool {
        utf8.count == name.utf8.count
            && zip(utf8, name.utf8).allSatisfy { byte, wanted in
                byte == wanted || (0x41...0x5A).contains(byte) && byte | 0x20 == wanted
            }
    }
}
