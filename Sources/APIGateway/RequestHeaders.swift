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
        fields?.members(spelled: name).flatMap(\.texts) ?? []
    }
}
