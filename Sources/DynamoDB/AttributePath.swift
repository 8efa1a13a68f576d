/// The path to an attribute in an item: its name and the steps into its maps and lists.
///
/// A literal is one name, even if it contains dots: `"address"`. Deeper paths list their steps:
/// `AttributePath("address", "lines", 0)`.
public struct AttributePath: Hashable, Sendable, ExpressibleByStringLiteral {
    /// One step: into a map by name, or into a list by index.
    public enum Step: Hashable, Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
        case member(String)
        case element(Int)

        public init(stringLiteral name: String) { self = .member(name) }
        public init(integerLiteral index: Int) { self = .element(index) }
    }

    let name: String
    let steps: [Step]

    /// Creates the path to an attribute of that name, or to a value inside it.
    public init(_ name: String, _ steps: Step...) {
        self.name = name
        self.steps = steps
    }

    /// Creates the path to the attribute of that name.
    public init(stringLiteral name: String) {
        self.init(name)
    }
}
