/// A resource that a template refers to, by `Ref` or `Fn::GetAtt`.
public struct ResourceReference: Hashable, Sendable {
    /// The resource's name in the template.
    public let logicalID: String
    /// The resource's type, such as `AWS::DynamoDB::Table`.
    public let type: String
    /// The attribute that is asked for, such as `Arn`; nil for what `Ref` gives.
    public let attribute: String?
}

/// What a template does not say itself.
public struct StackSettings: Sendable {
    /// The values of parameters; those that are not given have their defaults.
    public var parameters: [String: String]
    /// What `AWS::Region` and the like stand for.
    public var pseudoParameters: PseudoParameters
    /// What a reference to a resource stands for here; nil for what does not exist here.
    public var resourceValue: @Sendable (ResourceReference) -> String?

    /// The settings of a stack.
    public init(
        parameters: [String: String] = [:], pseudoParameters: PseudoParameters = PseudoParameters(),
        resourceValue: @escaping @Sendable (ResourceReference) -> String?
    ) {
        self.parameters = parameters
        self.pseudoParameters = pseudoParameters
        self.resourceValue = resourceValue
    }
}

/// The parameters that every template has without naming them.
public struct PseudoParameters: Sendable {
    /// `AWS::Region`.
    public var region: String
    /// `AWS::AccountId`.
    public var accountID: String
    /// `AWS::StackName`.
    public var stackName: String

    /// The parameters of a stack with this name.
    public init(region: String = "eu-west-1", accountID: String = "000000000000", stackName: String = "local") {
        self.region = region
        self.accountID = accountID
        self.stackName = stackName
    }

    /// The name without `AWS::` -> its value; nil for any other name, and for `AWS::NoValue`, which has none.
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
