/// A SAM template that has been read, with its references not resolved yet.
///
/// ```swift
/// let template = try ServerlessTemplate(parsing: bytes)
/// let stack = try template.stack(StackSettings { $0.type == "AWS::DynamoDB::Table" ? "convene" : nil })
/// ```
public struct ServerlessTemplate: Sendable {
    /// A resource by its name and type.
    public struct ResourceName: Equatable, Sendable {
        /// The name in the template.
        public let logicalID: String
        /// The type, such as `AWS::DynamoDB::Table`.
        public let type: String
    }

    /// The whole tree.
    public let root: Node
    let sections: Sections

    /// Reads a template: YAML with CloudFormation's tags, at most a megabyte of it.
    ///
    /// - Throws: What is wrong, and at which line.
    public init(parsing bytes: [UInt8]) throws(TemplateError) {
        root = try Composer.tree(of: bytes)
        sections = try Sections(root)
    }

    /// All resources that the template declares, those included that a condition may leave out.
    public var resources: [ResourceName] {
        sections.resourceNames.map {
            ResourceName(logicalID: $0, type: sections.resources[$0]?["Type"]?.text ?? "")
        }
    }

    /// The parameters that the template declares.
    public var parameterNames: [String] { sections.parameters.keys.sorted() }

    /// What the template declares for these settings.
    ///
    /// - Throws: What is wrong, and at which line; a function that is not supported only where it is needed.
    public func stack(_ settings: StackSettings) throws(TemplateError) -> Stack {
        try Stack(sections, Resolver(sections, settings))
    }
}
