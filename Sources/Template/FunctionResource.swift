/// A function that a template declares, including its properties from the globals.
public struct FunctionResource: Equatable, Sendable {
    /// The function's name in the template.
    public let logicalID: String
    /// The folder to package, as written in the template: relative to the template's folder.
    public let codeFolder: String
    /// The handler that the runtime starts.
    public let handler: String
    /// The time limit of a call in seconds.
    public let timeout: Int
    /// The memory in megabytes.
    public let memory: Int
    /// How often a failed asynchronous call is retried.
    public let retries: Int
    /// Its own environment variables.
    public let environment: [String: String]
    /// The routes that lead to it.
    public let routes: [HTTPRoute]
    /// The schedules that call it.
    public let schedules: [Schedule]
    /// The streams that call it.
    public let streams: [StreamMapping]
    /// The events that don't occur outside AWS.
    public let otherEvents: [OtherEvent]
    /// Its place in the template.
    public let mark: Mark

    init(_ logicalID: String, _ node: Node, _ calls: Node, _ events: EventReader) throws(TemplateError) {
        self.logicalID = logicalID
        mark = node.mark
        guard node["CodeUri"]?.members == nil else {
            throw node.error("CodeUri: code in S3 is not supported outside AWS")
        }
        codeFolder = try node.requiredText("CodeUri")
        handler = try node.requiredText("Handler")
        timeout = try node.int("Timeout", in: 1...900) ?? 3
        memory = try node.int("MemorySize", in: 128...10_240) ?? 128
        retries = try calls.int("MaximumRetryAttempts", in: 0...2) ?? 2
        environment = try Self.environment(node)
        routes = events.routes
        schedules = events.schedules
        streams = events.streams
        otherEvents = events.others
    }

    private static func environment(_ node: Node) throws(TemplateError) -> [String: String] {
        var environment: [String: String] = [:]
        for variable in try node.mapping("Environment")?.mapping("Variables")?.members ?? [] {
            guard let text = variable.value.text else { throw variable.value.error("\(variable.key): expected a text") }
            guard !text.utf8.contains(0), !variable.key.isEmpty, !variable.key.utf8.contains(UInt8(ascii: "=")) else {
                throw variable.value.error("a variable that no process can have")
            }
            environment[variable.key] = text
        }
        return environment
    }

    /// The properties that are read, apart from the events.
    static let properties = ["CodeUri", "Handler", "Timeout", "MemorySize", "Environment"]
    /// The properties of its `EventInvokeConfig` that are read: a destination for failures may not exist here.
    static let callProperties = ["MaximumRetryAttempts"]
}

/// Sorts a function's events by kind.
struct EventReader {
    private(set) var routes: [HTTPRoute] = []
    private(set) var schedules: [Schedule] = []
    private(set) var streams: [StreamMapping] = []
    private(set) var others: [OtherEvent] = []
    private let resolver: Resolver
    private let apis: [String: HTTPAPI]

    init(_ events: Node?, _ resolver: Resolver, _ apis: [String: HTTPAPI]) throws(TemplateError) {
        self.resolver = resolver
        self.apis = apis
        guard let events, !events.isNull else { return }
        guard let members = events.members, !Intrinsic.isCall(events) else {
            throw events.error("Events: expected a mapping")
        }
        for member in members { try read(member) }
    }

    private mutating func read(_ event: Node.Member) throws(TemplateError) {
        let type = try event.value.requiredText("Type")
        let properties = try event.value.mapping("Properties") ?? Node(.mapping([]), at: event.value.mark)
        switch type {
        case "HttpApi":
            let node = try resolver.members(["Path", "Method", "Auth"], of: properties)
            routes.append(try HTTPRoute(event.key, node, api(of: properties)))
        case "Schedule", "ScheduleV2":
            let names = ["Schedule", "ScheduleExpression", "ScheduleExpressionTimezone", "Input", "Enabled", "State"]
            let keeper: Schedule.Keeper = type == "Schedule" ? .rule : .scheduler
            schedules.append(try Schedule(event.key, keeper, resolver.members(names, of: properties)))
        case "DynamoDB":
            streams.append(try StreamMapping(event.key, resolver.members(StreamMapping.properties, of: properties)))
        default:
            others.append(OtherEvent(name: event.key, type: type, mark: event.value.mark))
        }
    }

    /// Returns the API that the event refers to; the reference is not resolved, because only the API's name is needed.
    private func api(of properties: Node) throws(TemplateError) -> HTTPAPI {
        let named = properties["ApiId"]
        guard let name = named.map({ $0["Ref"]?.text }) ?? HTTPAPI.implicitID, let api = apis[name] else {
            throw (named ?? properties).error("ApiId: expected a reference to an AWS::Serverless::HttpApi")
        }
        return api
    }
}

extension Resolver {
    /// Returns a mapping of only these members, resolved, since others may contain what can't be resolved here.
    func members(_ names: [String], of node: Node) throws(TemplateError) -> Node {
        var members: [Node.Member] = []
        for member in node.members ?? [] where names.contains(member.key) {
            if let value = try resolve(member.value) { members.append(Node.Member(key: member.key, value: value)) }
        }
        return Node(.mapping(members), at: node.mark)
    }
}
