/// Where in an item an attribute stands: its name, and the way into its maps and lists.
///
/// A literal is one name whatever it holds, dots too: `"address"`. A way down is spelled out:
/// `AttributePath("address", "lines", 0)`.
public struct AttributePath: Hashable, Sendable, ExpressibleByStringLiteral {
    /// One step down: into a map by name, or into a list by position.
    public enum Step: Hashable, Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
        case member(String)
        case element(Int)

        public init(stringLiteral name: String) { self = .member(name) }
        public init(integerLiteral index: Int) { self = .element(index) }
    }

    let name: String
    let steps: [Step]

    /// The attribute of that name, or what stands in it at the end of the steps.
    public init(_ name: String, _ steps: Step...) {
        self.name = name
        self.steps = steps
    }

    /// The attribute of that name.
    public init(stringLiteral name: String) {
        self.init(name)
    }
}
