import JSON

/// The headers of a request, with case-insensitive names.
///
/// They are looked up in the event itself: a route reads two or three of about a dozen.
public struct RequestHeaders: Sendable {
    private let fields: JSONNode?

    /// Reads headers by name, each with one value or a list of values; anything else is left out.
    init(_ fields: JSONNode?) {
        self.fields = fields
    }

    /// The value of a header, whose name is given in lower case; nil when there is none.
    ///
    /// Several values are joined by commas, as in HTTP and by API Gateway.
    public subscript(name: String) -> String? {
        let values = values(of: name)
        return values.count > 1 ? values.joined(separator: ",") : values.first
    }

    /// Returns all values of a header, whose name is given in lower case.
    func values(of name: String) -> [String] {
        fields?.members(spelled: name).flatMap(\.texts) ?? []
    }
}
