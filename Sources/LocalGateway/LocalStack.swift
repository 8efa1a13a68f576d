import Foundation
import Template

/// The template's declarations as implemented here.
struct LocalStack {
    static let region = "eu-west-1"
    static let accountID = "000000000000"
    private static let name = "convene"
    /// The parameter that says where the pages are that mail leads to.
    private static let pages = "WebBaseUrl"

    let stack: Stack
    let api: HTTPAPI
    let routes: RouteTable

    init(_ options: GatewayOptions) throws(GatewayError) {
        let template = try Self.template(at: options.template)
        for parameter in options.parameters.keys.sorted() where !template.parameterNames.contains(parameter) {
            throw GatewayError("\(options.template): there is no parameter \(parameter)")
        }
        var parameters = options.parameters
        // The template's own default is the usual port's.
        if template.parameterNames.contains(Self.pages), parameters[Self.pages] == nil {
            parameters[Self.pages] = "http://localhost:\(options.port)"
        }
        let settings = StackSettings(
            parameters: parameters,
            pseudoParameters: PseudoParameters(region: Self.region, accountID: Self.accountID, stackName: Self.name)
        ) { Self.value(of: $0, port: options.port) }
        do throws(TemplateError) {
            stack = try template.stack(settings)
        } catch {
            throw GatewayError("\(options.template): \(error)")
        }
        guard let api = stack.apis.first, stack.apis.count == 1 else {
            throw GatewayError("\(options.template): expected one HTTP API, and found \(stack.apis.count)")
        }
        self.api = api
        routes = RouteTable(routes: try Self.routes(stack))
    }

    private static func template(at path: String) throws(GatewayError) -> ServerlessTemplate {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw GatewayError("\(path) cannot be read")
        }
        do throws(TemplateError) {
            return try ServerlessTemplate(parsing: Array(bytes))
        } catch {
            throw GatewayError("\(path): \(error)")
        }
    }

    private static func routes(_ stack: Stack) throws(GatewayError) -> [Route] {
        var routes: [Route] = []
        for function in stack.functions {
            for route in function.routes { routes.append(try Route(route, function: function.logicalID)) }
        }
        return routes
    }

    /// The tables with their names; generated names are derived from the template's.
    var tables: [(resource: TableResource, name: String)] {
        stack.tables.map { ($0, $0.name ?? "\(Self.name)-\($0.logicalID)") }
    }

    /// The authorizer that tokens are made for: that of the first route with one.
    var authorizer: JWTAuthorizer? {
        routes.routes.lazy.compactMap(\.authorizer).first
    }

    static func arn(ofFunction name: String) -> String {
        "arn:aws:lambda:\(region):\(accountID):function:\(name)"
    }

    /// Returns the value of a reference to a resource; nil for one without a counterpart here.
    private static func value(of reference: ResourceReference, port: Int) -> String? {
        let id = reference.logicalID
        let table = "\(name)-\(id)"
        return switch (reference.type, reference.attribute) {
        case ("AWS::DynamoDB::Table", nil): table
        case ("AWS::DynamoDB::Table", "Arn"): "arn:aws:dynamodb:\(region):\(accountID):table/\(table)"
        case ("AWS::DynamoDB::Table", "StreamArn"):
            "arn:aws:dynamodb:\(region):\(accountID):table/\(table)/stream/local"
        case ("AWS::Cognito::UserPool", nil): "\(region)_Local"
        case ("AWS::Cognito::UserPoolClient", nil): "local"
        case ("AWS::Serverless::Function", nil): id
        case ("AWS::Serverless::Function", "Arn"): arn(ofFunction: id)
        case ("AWS::Serverless::HttpApi", nil): "local"
        case ("AWS::Serverless::HttpApi", "ApiEndpoint"): "http://127.0.0.1:\(port)"
        case ("AWS::SQS::Queue", "Arn"): "arn:aws:sqs:\(region):\(accountID):\(name)-\(id)"
        case ("AWS::IAM::Role", "Arn"): "arn:aws:iam::\(accountID):role/\(id)"
        default: nil
        }
    }
}
