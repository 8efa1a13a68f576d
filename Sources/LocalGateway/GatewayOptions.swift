/// The settings from the command line.
struct GatewayOptions: Equatable {
    /// The host that the API listens on.
    var host = "127.0.0.1"
    var port = 3000
    var tablePort = 8000
    /// Another DynamoDB in place of the embedded table.
    var endpoint: String?
    /// The port of the local SES; any free one by default, since functions are told.
    var sesPort = 0
    var data = ".local"
    var template = "template.yaml"
    var functions = ".build/debug"
    /// The most concurrent calls of a function.
    var concurrency = 10
    /// How many seconds a process may be idle before it is stopped.
    var idle = 300
    var isRaw = false
    /// Whether transactions on the embedded table that overlap on an item conflict.
    var hasConflicts = false
    var parameters: [String: String] = [:]
    /// The user to make a token for.
    var user = LocalUser(id: "")
    var hours = 12

    /// The user of requests without a token; nil if they are refused.
    var anonymous: LocalUser?

    /// Parses the arguments after the command; the environment can supply what they leave out.
    init(_ arguments: ArraySlice<String>, environment: [String: String] = [:]) throws(GatewayError) {
        if let text = environment["DYNAMODB_ENDPOINT"], !text.isEmpty { endpoint = text }
        var rest = arguments
        while let argument = rest.popFirst() {
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            if parts == ["--json"] {
                isRaw = true
                continue
            }
            if parts == ["--conflicts"] {
                hasConflicts = true
                continue
            }
            guard Self.names.contains(parts[0]) else {
                throw GatewayError("there is no option \(parts[0]); --help lists them")
            }
            guard let value = parts.count > 1 ? parts[1] : rest.popFirst(), !value.isEmpty else {
                throw GatewayError("\(parts[0]) needs a value")
            }
            try read(parts[0], value)
        }
        if hasConflicts, endpoint != nil {
            throw GatewayError("--conflicts is for the table here, and another DynamoDB was named")
        }
    }

    private static let names: Set = [
        "--host", "--port", "--table-port", "--endpoint", "--ses-port", "--anonymous-as", "--data", "--template",
        "--functions", "--concurrency", "--idle", "--parameter", "--user", "--name", "--email", "--roles", "--hours",
    ]

    private mutating func read(_ name: String, _ value: String) throws(GatewayError) {
        switch name {
        case "--host": host = value
        case "--endpoint": endpoint = value
        case "--anonymous-as": anonymous = try LocalUser(value)
        case "--port": port = try Self.number(name, value, in: 0...65_535)
        case "--table-port": tablePort = try Self.number(name, value, in: 0...65_535)
        case "--ses-port": sesPort = try Self.number(name, value, in: 0...65_535)
        case "--data": data = value
        case "--template": template = value
        case "--functions": functions = value
        case "--concurrency": concurrency = try Self.number(name, value, in: 1...1_000)
        case "--idle": idle = try Self.number(name, value, in: 1...86_400)
        case "--parameter":
            let parts = value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2 else { throw GatewayError("\(name) is a name and a value: Name=value") }
            parameters[parts[0]] = parts[1]
        case "--user": user.id = value
        case "--name": user.name = value
        case "--email": user.email = value
        case "--roles": user.roles = LocalUser.roles(value)
        default: hours = try Self.number(name, value, in: 1...8_760)
        }
    }

    private static func number(_ name: String, _ text: String, in range: ClosedRange<Int>) throws(GatewayError) -> Int {
        guard let number = Int(text), range.contains(number) else {
            throw GatewayError("\(name) is a number from \(range.lowerBound) to \(range.upperBound), not \(text)")
        }
        return number
    }

    /// Returns the commands for getting a token and calling the API at that address.
    func commands(_ url: String) -> [String] {
        let data = data == ".local" ? "" : " DATA=\(data)"
        return [
            "TOKEN=$(make -s token USER=ada\(data))",
            "curl -H \"Authorization: Bearer $TOKEN\" \(url)/api/meetups",
            "curl -H \"Authorization: Bearer $TOKEN\" -X POST \(url)/api/meetups/spec-driven-dev-weekly/signup",
        ]
    }
}
