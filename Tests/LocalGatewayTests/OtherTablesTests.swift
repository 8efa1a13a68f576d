import Foundation
import LocalTable
import Testing

@testable import LocalGateway

/// An external DynamoDB in place of the embedded one.
struct OtherTablesTests {
    /// An external service, run within this process.
    private struct Elsewhere {
        let backend: TableBackend
        let server: TableServer

        init() throws {
            guard case .serve(var options) = try TableOptions.request(["--in-memory", "--port=0"]) else {
                throw GatewayError("no options")
            }
            options.server.write = { _ in }
            backend = try TableBackend(options)
            server = try TableServer(options.server, operations: backend.operations)
        }

        var address: String { "http://127.0.0.1:\(server.port)" }

        func stop() {
            server.drain(within: 5)
            backend.close()
        }
    }

    @Test("gateways share the tables of another DynamoDB, made there by the first of them")
    func shares() throws {
        let elsewhere = try Elsewhere()
        defer { elsewhere.stop() }
        let options = ["--endpoint", elsewhere.address, "--anonymous-as", "ada"]
        let first = try GatewayRig(options)
        #expect(first.banner.contains("The table         \(elsewhere.address)"))
        #expect(first.ask("POST", "/api/meetups/spec-driven-dev-weekly/signup").status == 200)
        let second = try GatewayRig(options)
        #expect(second.ask("GET", "/api/meetups").body.contains(#""isSignedUp":true"#))
        #expect(!FileManager.default.fileExists(atPath: first.folder.path + "/data/table.sqlite"))
    }

    @Test("what its stream tells is carried out, once, however many gateways read it")
    func readsStream() throws {
        let elsewhere = try Elsewhere()
        defer { elsewhere.stop() }
        let rigs = try (0..<2).map { _ in
            try GatewayRig(["--endpoint", elsewhere.address, "--anonymous-as", "ada"])
        }
        let started = Date()
        #expect(rigs[0].ask("POST", "/api/meetups/spec-driven-dev-weekly/signup").status == 200)
        func mails() -> Int {
            rigs.count { $0.ask("GET", "/_local/mail.json").body.contains(#""count":1"#) }
        }
        for rig in rigs { #expect(rig.waitForLine("[DispatchOutbox] NewEntries: ")) }
        // The news become a mail, of which the stream tells once more.
        while mails() == 0, Date().timeIntervalSince(started) < 30 { usleep(50_000) }
        // The sweep, which would also find the entry, leaves it to the stream for a minute.
        #expect(Date().timeIntervalSince(started) < 30)
        usleep(500_000)
        #expect(mails() == 1)
    }

    @Test("the environment names it as the option does")
    func readsEnvironment() throws {
        let options = try GatewayOptions([], environment: ["DYNAMODB_ENDPOINT": "http://a:1"])
        #expect(options.endpoint == "http://a:1")
        #expect(try GatewayOptions([], environment: ["DYNAMODB_ENDPOINT": ""]).endpoint == nil)
        #expect(
            try GatewayOptions(["--endpoint=http://b"], environment: ["DYNAMODB_ENDPOINT": "x"]).endpoint == "http://b")
    }

    @Test(
        "functions get the endpoint with the environment's credentials and region, or local ones",
        arguments: [
            ([:], ["local", "local", "", "eu-west-1"]),
            (["AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": ""], ["local", "local", "", "eu-west-1"]),
            (
                [
                    "AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "B", "AWS_SESSION_TOKEN": "C",
                    "AWS_REGION": "eu-a-1",
                ],
                ["A", "B", "C", "eu-a-1"]
            ),
            (["AWS_DEFAULT_REGION": "eu-b-2"], ["local", "local", "", "eu-b-2"]),
        ] as [([String: String], [String])])
    func settings(environment: [String: String], expected: [String]) throws {
        let tables = try OtherTables(at: "http://127.0.0.1:1", [], environment: environment)
        let names = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_REGION"]
        #expect(names.map { tables.settings[$0] ?? "" } == expected)
        #expect(tables.settings["AWS_DEFAULT_REGION"] == expected[3])
        #expect(tables.settings["DYNAMODB_ENDPOINT"] == "http://127.0.0.1:1")
    }

    @Test(
        "one that cannot be reached, or is none, is said in one line",
        arguments: [
            ("http://127.0.0.1:1", "the DynamoDB at http://127.0.0.1:1: the service is away: "),
            ("nonsense", "nonsense is no address such as http://127.0.0.1:8000"),
        ])
    func refuses(endpoint: String, words: String) throws {
        let data = FileManager.default.temporaryDirectory.appending(path: "gateway-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: data) }
        let run = try GatewayRig.run([
            "run", "--port", "0", "--data", data, "--template", GatewayRig.template, "--endpoint", endpoint,
            "--functions",
            GatewayRig.functions,
        ])
        #expect(run.status == 1)
        #expect(run.output.hasPrefix("Gateway: \(words)"), "\(run.output)")
        #expect(run.output.split(separator: "\n").count == 1, "\(run.output)")
    }
}
