import AWS
import TableStore
import Testing

@testable import LocalTable

struct ServerOptionsTests {
    private func options(_ arguments: String..., environment: [String: String] = [:]) throws -> TableOptions? {
        if case .serve(let options) = try TableOptions.request(arguments, environment: environment) {
            options
        } else {
            nil
        }
    }

    @Test("without options there are the usual ones")
    func usual() throws {
        let options = try #require(try options())
        #expect(options.server.port == 8000)
        #expect(options.server.host == "127.0.0.1")
        #expect(options.server.region == "eu-west-1")
        #expect(options.place == .file(".local/table.sqlite"))
        #expect(!options.isFast && !options.hasConflicts && !options.server.logsRequests)
        #expect([options.lag, options.sweepInterval] == [0, 60])
        guard case .wellFormed = options.server.signatures else {
            Issue.record("signatures are verified")
            return
        }
    }

    @Test("options are taken with a space and with an equals sign")
    func all() throws {
        let options = try #require(
            try options(
                "--port", "0", "--host=::1", "--data", "a b=c", "--fast", "--lag=50", "--ttl-interval", "1",
                "--region", "us-east-1", "--log", "--conflicts"))
        #expect(options.server.port == 0)
        #expect(options.server.host == "::1")
        #expect(options.server.region == "us-east-1")
        #expect(options.place == .file("a b=c"))
        #expect(options.isFast && options.hasConflicts && options.server.logsRequests)
        #expect([options.lag, options.sweepInterval] == [50, 1])
        #expect(try self.options("--in-memory")?.place == .memory)
    }

    @Test("the key comes from the command line, and its secret from there or from the environment")
    func keys() throws {
        let expected = Credentials(accessKeyID: "id", secretAccessKey: "secret")
        let environment = ["TABLE_ACCESS_KEY_ID": "id", "TABLE_SECRET_ACCESS_KEY": "secret"]
        let all = [
            try options("--access-key-id", "id", "--secret-access-key", "secret"),
            try options("--access-key-id", "id", environment: environment), try options(environment: environment),
        ]
        for options in all {
            guard case .verified(let credentials) = options?.server.signatures else {
                Issue.record("signatures are not verified")
                continue
            }
            #expect(credentials == expected)
            #expect(!String(reflecting: options).contains("secret\""))
        }
    }

    static let refused: [([String], String)] = [
        (["--bogus"], "there is no option --bogus; --help lists them"),
        (["table"], "table is no option; --help lists them"), ([""], " is no option; --help lists them"),
        (["--port"], "--port needs a value"), (["--port="], "--port needs a value"),
        (["--port", "65536"], "--port is a number from 0 to 65535, not 65536"),
        (["--port", "-1"], "--port is a number from 0 to 65535, not -1"),
        (["--port", "8e3"], "--port is a number from 0 to 65535, not 8e3"),
        (["--lag", "60001"], "--lag is a number from 0 to 60000, not 60001"),
        (["--ttl-interval", "0"], "--ttl-interval is a number from 1 to 86400, not 0"),
        (["--conflicts=1"], "--conflicts takes no value"), (["--fast=1"], "--fast takes no value"),
        (["--region", "a b"], "--region is a region such as eu-west-1"),
        (["--in-memory", "--data", "a"], "--in-memory and --data are one or the other"),
        (["--access-key-id", "a/b"], "an access key ID is letters and digits"),
        (
            ["--access-key-id", "a"],
            "an access key needs --secret-access-key, or TABLE_SECRET_ACCESS_KEY in the environment"
        ),
        (
            ["--secret-access-key", "a"],
            "a secret needs --access-key-id, or TABLE_ACCESS_KEY_ID in the environment"
        ),
    ]

    @Test("what can't be followed is said in a line", arguments: refused)
    func refuses(arguments: [String], message: String) {
        let refusal = #expect(throws: TableOptions.Refusal.self) { try TableOptions.request(arguments) }
        #expect(refusal?.description == message)
    }

    @Test(
        "where others can reach it, it does not start without keys",
        arguments: [
            "0.0.0.0", "::", "192.0.2.1", "example.com", "127.evil.example", "127.0.0.1.example", "127.0.0.256",
        ]
    )
    func hosts(host: String) throws {
        let refusal = #expect(throws: TableOptions.Refusal.self) { try TableOptions.request(["--host", host]) }
        #expect(
            refusal?.description
                == "--host \(host) lets others reach the tables, and needs keys to verify their signatures with: give "
                + "--access-key-id and --secret-access-key, or TABLE_ACCESS_KEY_ID and TABLE_SECRET_ACCESS_KEY in the "
                + "environment")
        let keys = ["TABLE_ACCESS_KEY_ID": "id", "TABLE_SECRET_ACCESS_KEY": "secret"]
        #expect(try options("--host", host, environment: keys)?.server.host == host)
    }

    @Test("on this machine alone it starts without keys", arguments: ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
    func ownHosts(host: String) throws {
        #expect(try options("--host", host)?.server.host == host)
    }

    @Test("the banner says how to point others at the server, at an address that they can reach")
    func banner() throws {
        let options = try #require(
            try options(
                "--host", "0.0.0.0", "--in-memory", "--access-key-id", "id", "--secret-access-key", "secret"))
        #expect(
            TableProgram.banner(options, port: 1234) == [
                "Table listens on http://127.0.0.1:1234 (eu-west-1, in memory)",
                "aws dynamodb list-tables --endpoint-url http://127.0.0.1:1234 --region eu-west-1",
                #"boto3.client("dynamodb", endpoint_url="http://127.0.0.1:1234", region_name="eu-west-1")"#,
            ])
    }
}
