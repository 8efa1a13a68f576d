/// A reference to a resource, by `Ref` or `Fn::GetAtt`.
public struct ResourceReference: Hashable, Sendable {
    /// The resource's name in the template.
    public let logicalID: String
    /// The resource's type, such as `AWS::DynamoDB::Table`.
    public let type: String
    /// The attribute, such as `Arn`; nil for `Ref`.
    public let attribute: String?
}

/// The inputs of a stack that the template doesn't contain.
public struct StackSettings: Sendable {
    /// Parameter values; the others have their defaults.
    public var parameters: [String: String]
    /// The values of `AWS::Region` and the like.
    public var pseudoParameters: PseudoParameters
    /// Returns the value of a reference to a resource, or nil if the resource does not exist here.
    public var resourceValue: @Sendable (ResourceReference) -> String?

    /// Creates the settings of a stack.
    public init(
        parameters: [String: String] = [:], pseudoParameters: PseudoParameters = PseudoParameters(),
        resourceValue: @escaping @Sendable (ResourceReference) -> String?
    ) {
        self.parameters = parameters
        self.pseudoParameters = pseudoParameters
        self.resourceValue = resourceValue
    }
}

/// The parameters that every template has without declaring them.
public struct PseudoParameters: Sendable {
    /// `AWS::Region`.
    public var region: String
    /// `AWS::AccountId`.
    public var accountID: String
    /// `AWS::StackName`.
    public var stackName: String

    /// Creates the parameters of a stack with this name.
    public init(region: String = "eu-west-1", accountID: String = "000000000000", stackName: String = "local") {
        self.region = region
        self.accountID = accountID
        self.stackName = stackName
    }

    /// Returns the value of a name without `AWS::`; nil for any other name, and for `AWS::NoValue`, which has none.
    func value(of name: String) -> String? {
        switch name {
        case "AWS::Region": region
        case "AWS::AccountId": accountID
        case "AWS::StackName": stackName
        case "AWS::Partition": isChinese ? "aws-cn" : region.hasPrefix("us-gov-") ? "aws-us-gov" : "aws"
        case "AWS::URLSuffix": isChinese ? "amazonaws.com.cn" : "amazonaws.com"
        case "AWS::StackId":
            "arn:aws:cloudformation:\(region):\(accountID):stack/\(stackName)/00000000-0000-0000-0000-000000000000"
        default: nil
        }
    }

    private var isChinese: Bool { region.hasPrefix("cn-") }
}
