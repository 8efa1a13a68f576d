/// A parsed SAM template with unresolved references.
///
/// ```swift
/// let template = try ServerlessTemplate(parsing: bytes)
/// let stack = try template.stack(StackSettings { $0.type == "AWS::DynamoDB::Table" ? "convene" : nil })
/// ```
public struct ServerlessTemplate: Sendable {
    /// A resource's name and type.
    public struct ResourceName: Equatable, Sendable {
        /// The name in the template.
        public let logicalID: String
        /// The type, such as `AWS::DynamoDB::Table`.
        public let type: String
    }

    /// The whole tree.
    public let root: Node
    let sections: Sections

    /// Parses a template: YAML with CloudFormation's tags, at most a megabyte.
    ///
    /// - Throws: `TemplateError` with the line if the text is not a valid template.
    public init(parsing bytes: [UInt8]) throws(TemplateError) {
        root = try Composer.tree(of: bytes)
        sections = try Sections(root)
    }

    /// All declared resources, including those that a condition may leave out.
    public var resources: [ResourceName] {
        sections.resourceNames.map {
            ResourceName(logicalID: $0, type: sections.resources[$0]?["Type"]?.text ?? "")
        }
    }

    /// The names of the declared parameters.
    public var parameterNames: [String] { sections.parameters.keys.sorted() }

    /// Returns the template's declarations, resolved for these settings.
    ///
    /// - Throws: `TemplateError` with the line; an unsupported function is an error only where its value is needed.
    public func stack(_ settings: StackSettings) throws(TemplateError) -> Stack {
        try Stack(sections, Resolver(sections, settings))
    }
}
