import DynamoDB
import JSON
import Storage
import Template
import Testing

@Suite("what a template declares")
struct StackTests {
    @Test("the project's own template has its functions, its API and its table")
    func projectsOwn() throws {
        let template = try ServerlessTemplate(parsing: projectTemplate())
        let issuer = ["OidcIssuer": "https://issuer.example", "OidcAudience": "convene, other"]
        let stack = try template.stack(settings(issuer))
        let function = try #require(stack.functions.first { $0.logicalID == "ListMeetups" })
        #expect(function.codeFolder == ".build/lambda/ListMeetups")
        #expect(function.handler == "bootstrap")
        #expect(function.timeout == 10)
        #expect(function.memory == 256)
        #expect(function.environment["AREA"] == "Meetups")
        #expect(function.environment["EDUCATION_TABLE"] == "<Table>")
        #expect(function.environment["METRICS_NAMESPACE"] == "local")
        #expect(function.environment["ROLES_PREFIX"] == "convene:")
        #expect(function.routes.map(\.routeKey) == ["GET /api/meetups"])
        let authorizer = try #require(function.routes.first?.authorizer)
        #expect(authorizer.issuer == "https://issuer.example")
        #expect(authorizer.audiences == ["convene", "other"])
        #expect(authorizer.identitySource == "$request.header.Authorization")
        let api = try #require(stack.apis.first)
        #expect(stack.apis.count == 1)
        #expect(api.cors?.allowOrigins == ["http://localhost:3000"])
        #expect(api.cors?.allowMethods.contains("POST") == true)
        #expect(api.cors?.maxAge == 3600)
        #expect(api.throttling?.rate == 200)
        #expect(api.throttling?.burst == 400)
        #expect(api.routeThrottling.mapValues(\.rate) == ["GET /events": 50, "OPTIONS /{proxy+}": 200])
        #expect(api.routeThrottling.mapValues(\.burst) == ["GET /events": 100, "OPTIONS /{proxy+}": 400])
        let table = try #require(stack.tables.first)
        #expect(stack.tables.count == 1)
        #expect(table.timeToLiveAttribute == "expiresAt")
        #expect(table.creation(named: "convene") == Self.creation)
    }

    @Test("the table that tests and development make has the template's index, with what the index holds")
    func sameTable() throws {
        let table = try #require(try ServerlessTemplate(parsing: projectTemplate()).stack(settings()).tables.first)
        let made = TableSchema.education
        #expect([table.key.partition, table.key.sort] == [made.keys.partition, made.keys.sort])
        #expect(table.globalIndexes.map(\.name) == made.indexes.map(\.name))
        #expect(table.globalIndexes.map(\.key.partition) == made.indexes.map(\.keys.partition))
        #expect(table.globalIndexes.map(\.key.sort) == made.indexes.map(\.keys.sort))
        #expect(table.globalIndexes.map(\.includes) == made.indexes.map(\.attributes))
        #expect((table.streamView != nil) == made.hasStream)
    }

    @Test("without an issuer, the callers are those of the template's own user pool")
    func ownUserPool() throws {
        let stack = try ServerlessTemplate(parsing: projectTemplate()).stack(settings())
        let authorizer = stack.apis.first?.authorizers["Tokens"]
        #expect(authorizer?.issuer == "https://cognito-idp.eu-west-1.amazonaws.com/<UserPool>")
        #expect(authorizer?.audiences == ["<UserPoolClient>", "<AdminClient>"])
        #expect(stack.functions.first?.environment["ROLES_PREFIX"] == "")
    }

    @Test("one function takes what no route has and, by a route of its own, browsers that ask before they call")
    func defaultRoutes() throws {
        let stack = try ServerlessTemplate(parsing: projectTemplate()).stack(settings())
        let function = try #require(stack.functions.first { $0.logicalID == "RefuseRoute" })
        #expect(function.routes.map(\.routeKey) == ["$default", "OPTIONS /{proxy+}"])
        #expect(function.routes.allSatisfy { $0.authorizer == nil })
    }

    @Test("the host of the meetups is the parameters', in the list and in invitations")
    func meetupHost() throws {
        let given = ["MeetupHostName": "Ada Lovelace", "MeetupHostEmail": "ada@club.example"]
        let stack = try ServerlessTemplate(parsing: projectTemplate()).stack(settings(given))
        for name in ["ListMeetups", "SignUpForMeetup"] {
            let environment = try #require(stack.functions.first { $0.logicalID == name }?.environment)
            #expect(environment["MEETUP_HOST_NAME"] == "Ada Lovelace", "\(name)")
            #expect(environment["MEETUP_HOST_EMAIL"] == "ada@club.example", "\(name)")
        }
    }

    @Test("what rules assert is for a deployment alone")
    func rules() throws {
        let rules = """
            Rules:
              Pages:
                RuleCondition: !Equals [!Ref Trial, "false"]
                Assertions:
                  - Assert: !Not [{ Fn::Contains: [[a, b], !Ref Trial] }]
                    AssertDescription: Say it.
                  - Assert: !Contains [[a], !Ref Nothing]
            """
        let text = environmentTemplate(
            "x", before: "Parameters: { Trial: { Type: String, Default: \"false\" } }\n\(rules)")
        #expect(try stack(text).functions.map(\.environment) == [["VALUE": "x"]])
    }

    private static let creation: JSONValue = [
        "TableName": "convene", "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [
            ["AttributeName": "GSI1PK", "AttributeType": "S"], ["AttributeName": "GSI1SK", "AttributeType": "S"],
            ["AttributeName": "PK", "AttributeType": "S"], ["AttributeName": "SK", "AttributeType": "S"],
        ],
        "KeySchema": [
            ["AttributeName": "PK", "KeyType": "HASH"], ["AttributeName": "SK", "KeyType": "RANGE"],
        ],
        "GlobalSecondaryIndexes": [
            [
                "IndexName": "GSI1",
                "Projection": [
                    "ProjectionType": "INCLUDE",
                    "NonKeyAttributes": [
                        "entityType", "eventId", "ownerId", "title", "description", "date", "startTime", "endTime",
                        "timezone", "location", "organizer", "status", "sequence", "version", "createdAt", "updatedAt",
                        "kind", "attempts", "userId",
                    ],
                ],
                "KeySchema": [
                    ["AttributeName": "GSI1PK", "KeyType": "HASH"], ["AttributeName": "GSI1SK", "KeyType": "RANGE"],
                ],
            ]
        ],
        "StreamSpecification": ["StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES"],
    ]
}

@Suite("a function's events")
struct EventTests {
    private static func events(_ events: String, api: String = "") throws -> FunctionResource {
        let text = """
            Resources:
              Api:
                Type: AWS::Serverless::HttpApi
                Properties:
                  StageName: live
                  RouteSettings: { "GET /slow": { ThrottlingRateLimit: 1.5, ThrottlingBurstLimit: 2 } }
                  \(api)
              Table:
                Type: AWS::DynamoDB::Table
                Properties: { AttributeDefinitions: [{ AttributeName: PK, AttributeType: S }],
                  KeySchema: [{ AttributeName: PK, KeyType: HASH }] }
              F:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: f
                  Handler: h
                  Events:
                    E: \(events)
            """
        return try #require(try stack(text).functions.first)
    }

    private static let authorizers = """
        Auth: { DefaultAuthorizer: A, Authorizers: {
                  A: { JwtConfiguration: { issuer: a, audience: [x] }, AuthorizationScopes: [s] },
                  B: { IdentitySource: $request.querystring.t, JwtConfiguration: { issuer: b, audience: y } } } }
        """

    @Test(
        "routes have the service's keys",
        arguments: [
            ("Path: /a, Method: get", "GET /a"), ("Path: '/a/{b}/{c+}', Method: POST", "POST /a/{b}/{c+}"),
            ("Path: /, Method: any", "ANY /"), ("Path: /a", "ANY /a"), ("Method: get", "$default"),
            ("Path: $default", "$default"), ("Path: /a, Method: x-amazon-apigateway-any-method", "ANY /a"),
        ])
    func routes(properties: String, key: String) throws {
        let function = try Self.events("{ Type: HttpApi, Properties: { ApiId: !Ref Api, \(properties) } }")
        #expect(function.routes.map(\.routeKey) == [key])
        #expect(function.routes.map(\.apiID) == ["Api"])
    }

    @Test(
        "a route has the API's authorizer, another one, none, or other scopes",
        arguments: [
            ("", "a", ["s"], "$request.header.Authorization"), ("Auth: { Authorizer: NONE }", nil, nil, nil),
            ("Auth: { Authorizer: B }", "b", [], "$request.querystring.t"),
            ("Auth: { AuthorizationScopes: [t, u] }", "a", ["t", "u"], "$request.header.Authorization"),
        ] as [(String, String?, [String]?, String?)])
    func authorizers(properties: String, issuer: String?, scopes: [String]?, source: String?) throws {
        let event = "{ Type: HttpApi, Properties: { ApiId: !Ref Api, Path: /a, \(properties) } }"
        let authorizer = try Self.events(event, api: Self.authorizers).routes.first?.authorizer
        #expect(authorizer?.issuer == issuer)
        #expect(authorizer?.scopes == scopes)
        #expect(authorizer?.identitySource == source)
    }

    @Test("a route without an API belongs to one that has all from the globals")
    func implicitAPI() throws {
        let text = """
            Globals: { HttpApi: { CorsConfiguration: true } }
            Resources:
              F:
                Type: AWS::Serverless::Function
                Properties: { CodeUri: f, Handler: h, Events: { E: { Type: HttpApi } } }
            """
        let stack = try stack(text)
        #expect(stack.apis.map(\.logicalID) == ["ServerlessHttpApi"])
        #expect(stack.apis.first?.cors?.allowOrigins == ["*"])
        #expect(stack.functions.first?.routes.map(\.apiID) == ["ServerlessHttpApi"])
        #expect(stack.functions.first?.timeout == 3)
        #expect(stack.functions.first?.memory == 128)
        #expect(stack.functions.first?.retries == 2)
    }

    private static func retries(_ value: String) throws -> [Int] {
        let text = """
            Parameters: { Tries: { Type: Number, Default: 1 } }
            Globals: { Function: { EventInvokeConfig: { MaximumRetryAttempts: 1 } } }
            Resources:
              F:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: f
                  Handler: h
                  EventInvokeConfig:
                    MaximumRetryAttempts: \(value)
                    DestinationConfig: { OnFailure: { Type: SQS, Destination: !ImportValue x } }
              G: { Type: "AWS::Serverless::Function", Properties: { CodeUri: g, Handler: h } }
            """
        return try stack(text).functions.map(\.retries)
    }

    @Test(
        "how often a failed call is tried again is read, wherever failures go",
        arguments: [("0", 0), ("!Ref Tries", 1), ("2", 2)])
    func retries(value: String, count: Int) throws {
        #expect(try Self.retries(value) == [count, 1])
    }

    @Test("a call is not tried again more than twice", arguments: ["3", "-1", "often"])
    func tooManyRetries(value: String) {
        #expect(throws: TemplateError.self) { try Self.retries(value) }
    }

    @Test("schedules of both kinds are read")
    func schedules() throws {
        let rule = try #require(
            Self.events("{ Type: Schedule, Properties: { Schedule: rate(1 minute), Input: '{}' } }").schedules.first)
        #expect((rule.name, rule.expression, rule.timeZone) == ("E", "rate(1 minute)", "UTC"))
        #expect(rule.input == "{}")
        #expect(rule.isEnabled)
        let schedule = try #require(
            Self.events(
                """
                { Type: ScheduleV2, Properties: { ScheduleExpression: cron(0 9 * * ? *), State: DISABLED,
                            ScheduleExpressionTimezone: Europe/Paris } }
                """
            ).schedules.first)
        #expect((schedule.expression, schedule.timeZone) == ("cron(0 9 * * ? *)", "Europe/Paris"))
        #expect(!schedule.isEnabled)
    }

    @Test("a stream has the service's defaults")
    func streamDefaults() throws {
        let event = "{ Type: DynamoDB, Properties: { Stream: !GetAtt Table.StreamArn, StartingPosition: LATEST } }"
        let stream = try #require(Self.events(event).streams.first)
        #expect((stream.stream, stream.start) == ("<Table.StreamArn>", .newest))
        #expect((stream.batchSize, stream.batchingWindow, stream.parallelization) == (100, 0, 1))
        #expect((stream.bisects, stream.reportsFailures, stream.isEnabled) == (false, false, true))
        #expect(stream.retries == nil && stream.maximumAge == nil && stream.onFailure == nil && stream.filters == [])
    }

    @Test("a stream has all that the template says")
    func streams() throws {
        let stream = try #require(
            Self.events(
                """
                { Type: DynamoDB, Properties: { Stream: !GetAtt Table.StreamArn, StartingPosition: TRIM_HORIZON,
                            BatchSize: 10, MaximumBatchingWindowInSeconds: 1, ParallelizationFactor: 2,
                            BisectBatchOnFunctionError: true, MaximumRetryAttempts: 5, MaximumRecordAgeInSeconds: 3600,
                            FunctionResponseTypes: [ReportBatchItemFailures], Enabled: false,
                            FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
                            DestinationConfig: { OnFailure: { Type: SQS, Destination: !GetAtt Table.Arn } } } }
                """
            ).streams.first)
        #expect((stream.batchSize, stream.batchingWindow, stream.parallelization) == (10, 1, 2))
        #expect((stream.bisects, stream.reportsFailures, stream.isEnabled) == (true, true, false))
        #expect((stream.retries, stream.maximumAge) == (5, 3600))
        #expect((stream.start, stream.onFailure) == (.oldest, "<Table.Arn>"))
        #expect(stream.filters == [#"{"eventName":["INSERT"]}"#])
    }

    @Test("events that don't happen outside AWS are named")
    func others() throws {
        let function = try Self.events("{ Type: SQS, Properties: { Queue: !ImportValue x } }")
        #expect(function.otherEvents.map(\.type) == ["SQS"])
    }

    @Test(
        "what is wrong with an event says so at its line",
        arguments: [
            (
                "{ Type: HttpApi, Properties: { ApiId: Api } }",
                "ApiId: expected a reference to an AWS::Serverless::HttpApi"
            ),
            (
                "{ Type: HttpApi, Properties: { ApiId: !Ref Table } }",
                "ApiId: expected a reference to an AWS::Serverless::HttpApi"
            ),
            ("{ Type: HttpApi, Properties: { ApiId: !Ref Api, Path: a } }", "Path: must begin with a slash"),
            (
                "{ Type: HttpApi, Properties: { ApiId: !Ref Api, Path: /a, Method: TRACE } }",
                "Method: TRACE is not a method"
            ),
            (
                "{ Type: HttpApi, Properties: { ApiId: !Ref Api, Auth: { Authorizer: Z } } }",
                "E: the API Api has no authorizer Z"
            ),
            ("{ Type: Schedule, Properties: {} }", "E: the schedule's expression is missing"),
            ("{ Type: DynamoDB, Properties: { StartingPosition: LATEST } }", "Stream is missing"),
            (
                "{ Type: DynamoDB, Properties: { Stream: s, StartingPosition: X } }",
                "StartingPosition: must be TRIM_HORIZON or LATEST"
            ),
            (
                "{ Type: DynamoDB, Properties: { Stream: s, StartingPosition: LATEST, BatchSize: 0 } }",
                "BatchSize: must be from 1 to 10000"
            ),
            (
                "{ Type: DynamoDB, Properties: { Stream: s, StartingPosition: LATEST, BatchSize: many } }",
                "BatchSize: expected a whole number"
            ),
            (

                "{ Type: DynamoDB, Properties: { Stream: s, StartingPosition: LATEST, FilterCriteria: { Filters: [{ Pattern: '[]' }] } } }",
                "Pattern: expected an object"
            ),
            ("[]", "expected a mapping"), ("{}", "Type is missing"),
            ("{ Type: HttpApi, Properties: 1 }", "Properties: expected a mapping"),
        ])
    func refused(event: String, problem: String) {
        let error = #expect(throws: TemplateError.self) { try Self.events(event) }
        #expect(error?.problem == problem)
        #expect(error?.mark?.line == 18)
    }

    @Test("two functions can't share a route")
    func doubles() throws {
        let function = """
            { Type: "AWS::Serverless::Function", Properties: { CodeUri: f, Handler: h, Events: {
                E: { Type: HttpApi, Properties: { Path: /a, Method: GET } } } } }
            """
        let text = "Resources:\n  F: \(function)\n  G: \(function)"
        let error = #expect(throws: TemplateError.self) { try stack(text) }
        #expect(error?.problem == "the route GET /a leads to F already")
        #expect(error?.mark?.line == 5)
    }
}
