public import JSON

/// The paths in the API's document, with their methods.
public struct DocumentedRoutes: Sendable {
    private let routes: [DocumentedRoute]

    /// Creates the routes of a document; anything the document lacks is left out.
    public init(_ document: APIDocument) throws(JSONError) {
        let tree = DocumentTree(root: try JSONDocument(parsing: document.bytes).root)
        routes = tree.operations.map { DocumentedRoute(method: $0.method.uppercased(), path: $0.path) }
    }

    /// Returns the methods of a decoded path, in order; empty if it is not documented.
    ///
    /// If several paths of the document match, a name takes precedence over a `{parameter}`, as OpenAPI requires;
    /// equally good matches all contribute their methods.
    public func methods(of path: String) -> [String] {
        guard path.utf8.first == UInt8(ascii: "/") else { return [] }
        let segments = DocumentedRoute.segments(path)
        let fitting = routes.filter { $0.fits(segments) }
        guard let best = fitting.map(\.ranks).min(by: { $0.lexicographicallyPrecedes($1) }) else { return [] }
        return Set(fitting.filter { $0.ranks == best }.map(\.method)).sorted()
    }
}

/// One operation's method and path.
private struct DocumentedRoute: Sendable {
    /// Bytes, not characters: in a String, an accent after a slash would combine with it.
    typealias Segment = ArraySlice<UInt8>

    let method: String
    /// The parts between slashes; nil for a parameter, which matches any part that is not empty.
    private let template: [Segment?]

    init(method: String, path: String) {
        self.method = method
        template = Self.segments(path).map { segment in
            segment.first == UInt8(ascii: "{") && segment.last == UInt8(ascii: "}") ? nil : segment
        }
    }

    static func segments(_ path: String) -> [Segment] {
        Array(path.utf8).dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    }

    func fits(_ path: [Segment]) -> Bool {
        guard path.count == template.count else { return false }
        return zip(template, path).allSatisfy { wanted, segment in wanted.map { $0 == segment } ?? !segment.isEmpty }
    }

    /// The rank of each part; lower takes precedence, compared part by part.
    var ranks: [Int] { template.map { $0 == nil ? 1 : 0 } }
}
