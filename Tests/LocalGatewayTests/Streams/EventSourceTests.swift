import Foundation
import JSON
import Testing
import Time

@testable import LocalGateway

/// Streams and schedules of the real gateway, with its real table and real processes.
struct EventSourceTests {
    private static let onFailure = "DestinationConfig: { OnFailure: { Destination: !GetAtt Failed.Arn } }"

    private static func mapping(_ properties: String) -> String {
        """
        Events: { S: { Type: DynamoDB, Properties: { Stream: !GetAtt Things.StreamArn, \(properties) } } }
        """
    }

    private static func put(_ keys: [String], through rig: GatewayRig) {
        #expect(rig.ask("POST", "/put", ["Content-Type: text/plain"], body: keys.joined(separator: " ")).status == 200)
    }

    private static func failures(_ stage: SourceStage) throws -> [JSONValue] {
        let path = stage.folder.path + "/data/on-failure/convene-Failed.jsonl"
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        return try text.split(separator: "\n").map { try JSONValue(parsing: Array($0.utf8)) }
    }

    @Test("a change reaches its function at once, as an event of Lambda's")
    func delivers() throws {
        let stage = try SourceStage([("Plain", Self.mapping("StartingPosition: TRIM_HORIZON"))])
        defer { stage.remove() }
        let rig = try stage.start()
        Self.put(["a"], through: rig)
        #expect(try SourceStage.wait { try stage.calls(of: "Plain").count == 1 })
        let call = try #require(try stage.calls(of: "Plain").first?["Records"]?.array?.first)
        #expect(call["eventName"] == "INSERT")
        #expect(call["eventSource"] == "aws:dynamodb")
        #expect(call["eventVersion"] == "1.1")
        #expect(call["awsRegion"] == "eu-west-1")
        let arn = "arn:aws:dynamodb:eu-west-1:000000000000:table/convene-Things/stream/"
        #expect(call["eventSourceARN"]?.string?.hasPrefix(arn) == true)
        #expect(call["dynamodb"]?["NewImage"] == ["PK": ["S": "a"]])
        #expect(call["dynamodb"]?["StreamViewType"] == "NEW_AND_OLD_IMAGES")
        #expect(call["dynamodb"]?["ApproximateCreationDateTime"]?.int != nil)
        let start = MonotonicTime.now
        Self.put(["b"], through: rig)
        #expect(try SourceStage.wait { try stage.calls(of: "Plain").count == 2 })
        // A busy machine may take longer than the usual 20 ms, but not the second that polling takes.
        #expect(start.milliseconds(until: .now) < 900)
        #expect(try stage.keys(of: "Plain") == [["a"], ["b"]])
    }

    @Test("filters, windows, reports and halves decide what a function is called with, and what is given up")
    func decides() throws {
        let window = "StartingPosition: TRIM_HORIZON, MaximumBatchingWindowInSeconds: 1"
        let pattern = #"{"dynamodb":{"NewImage":{"PK":{"S":[{"prefix":"ok"}]}}}}"#
        let stage = try SourceStage([
            ("Choosing", Self.mapping("\(window), FilterCriteria: { Filters: [{ Pattern: '\(pattern)' }] }")),
            (
                "Reporting",
                "\(Self.mapping("\(window), MaximumRetryAttempts: 1, FunctionResponseTypes: [ReportBatchItemFailures], \(Self.onFailure)"))"
            ),
            (
                "Halving",
                Self.mapping("\(window), MaximumRetryAttempts: 0, BisectBatchOnFunctionError: true")
            ),
            ("Small", Self.mapping("\(window), MaximumRetryAttempts: 0, BatchSize: 2")),
        ])
        defer { stage.remove() }
        let script = stage.folder.appending(path: "Reporting")
        let text = try String(contentsOf: script, encoding: .utf8)
        try Data(text.replacingOccurrences(of: #"os.environ.get("MODE", "")"#, with: #""report""#).utf8).write(
            to: script)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script.path)
        let rig = try stage.start()
        Self.put(["ok-1", "bad", "ok-2"], through: rig)
        #expect(try SourceStage.wait { try Self.failures(stage).count == 1 && stage.keys(of: "Halving").count == 5 })
        #expect(
            try SourceStage.wait { try stage.keys(of: "Small").count == 2 && stage.keys(of: "Choosing").count == 1 })
        #expect(try stage.keys(of: "Choosing") == [["ok-1", "ok-2"]])
        #expect(try stage.keys(of: "Reporting") == [["ok-1", "bad", "ok-2"], ["bad", "ok-2"]])
        #expect(
            try stage.keys(of: "Halving")
                == [["ok-1", "bad", "ok-2"], ["ok-1"], ["bad", "ok-2"], ["bad"], ["ok-2"]])
        #expect(try stage.keys(of: "Small") == [["ok-1", "bad"], ["ok-2"]])
        let failure = try #require(try Self.failures(stage).first)
        let call = try #require(try stage.calls(of: "Reporting").last?["Records"]?.array)
        #expect(failure["requestContext"]?["condition"] == "RetryAttemptsExhausted")
        #expect(failure["requestContext"]?["approximateInvokeCount"] == 2)
        #expect(failure["requestContext"]?["functionArn"]?.string?.hasSuffix(":function:Reporting") == true)
        #expect(failure["responseContext"]?["functionError"] == .null)
        let batch = failure["DDBStreamBatchInfo"]
        #expect(batch?["batchSize"] == 2)
        #expect(batch?["startSequenceNumber"] == call.first?["dynamodb"]?["SequenceNumber"])
        #expect(batch?["endSequenceNumber"] == call.last?["dynamodb"]?["SequenceNumber"])
        #expect(batch?["streamArn"] == call.first?["eventSourceARN"])
        #expect(rig.waitForLine("S: 1 record given up: RetryAttemptsExhausted"))
    }

    @Test("a record that has become too old is given up, and those behind it go on")
    func givesUpTheOld() throws {
        let age = "StartingPosition: TRIM_HORIZON, MaximumRecordAgeInSeconds: 60, \(Self.onFailure)"
        let stage = try SourceStage([("Plain", Self.mapping(age))])
        defer { stage.remove() }
        let first = try stage.start()
        Self.put(["bad-old"], through: first)
        #expect(try SourceStage.wait { try !stage.calls(of: "Plain").isEmpty })
        first.stop()
        let calls = try stage.calls(of: "Plain").count
        try Self.age(stage, seconds: 120)
        let later = try stage.start()
        #expect(later.waitForLine("[Plain] S: 1 record given up: RecordAgeExceeded, see "))
        Self.put(["new"], through: later)
        #expect(try SourceStage.wait { try stage.keys(of: "Plain").last == ["new"] })
        #expect(try stage.calls(of: "Plain").count == calls + 1)
        let failure = try #require(try Self.failures(stage).first)
        #expect(failure["requestContext"]?["condition"] == "RecordAgeExceeded")
        #expect(failure["requestContext"]?["approximateInvokeCount"] == 0)
        #expect(failure["DDBStreamBatchInfo"]?["batchSize"] == 1)
        later.stop()
        let last = try stage.start()
        #expect(!last.waitForLine("given up", seconds: 1))
        #expect(try Self.failures(stage).count == 1)
    }

    /// Ages the stream's records, as if the gateway had been stopped for that long.
    private static func age(_ stage: SourceStage, seconds: Int) throws {
        let script = """
            import sqlite3, sys
            with sqlite3.connect(sys.argv[1]) as table:
                table.execute("UPDATE records SET created = created - ?", [int(sys.argv[2]) * 1000])
            """
        let python = try Process.run(
            URL(filePath: "/usr/bin/env"),
            arguments: ["python3", "-c", script, stage.folder.path + "/data/table.sqlite", String(seconds)])
        python.waitUntilExit()
        #expect(python.terminationStatus == 0)
    }

    @Test("a gateway that was killed goes on where it was, and loses nothing")
    func survivesKill() throws {
        let stage = try SourceStage([
            ("Plain", Self.mapping("StartingPosition: LATEST")), ("Slow", Self.mapping("StartingPosition: LATEST")),
        ])
        defer { stage.remove() }
        var keys: [String] = []
        for round in 0..<4 {
            let rig = try stage.start()
            if round == 3 { try Data().write(to: stage.folder.appending(path: "Slow.calls.go")) }
            for number in 0..<3 {
                let key = "slow-\(round)-\(number)"
                keys.append(key)
                Self.put([key], through: rig)
            }
            if round == 0 { #expect(try SourceStage.wait { try !stage.keys(of: "Slow").isEmpty }) }
            guard round < 3 else {
                #expect(try SourceStage.wait { try Set(stage.keys(of: "Slow").joined()).isSuperset(of: keys) })
                // Calls that were running when it was killed are repeated.
                #expect(try stage.keys(of: "Slow").joined().filter { $0 == "slow-0-0" }.count > 1)
                // One batch at a time and in order: the last ones are the newest.
                #expect(try stage.keys(of: "Slow").joined().last == keys.last)
                break
            }
            rig.stop(SIGKILL)
        }
    }

    @Test("stopping in the middle of a batch ends soon, and the batch comes again")
    func stopsInBatch() throws {
        let stage = try SourceStage([("Slow", Self.mapping("StartingPosition: LATEST, MaximumRetryAttempts: 0"))])
        defer { stage.remove() }
        let rig = try stage.start()
        Self.put(["slow"], through: rig)
        #expect(try SourceStage.wait { try stage.calls(of: "Slow").count == 1 })
        let start = MonotonicTime.now
        #expect(rig.stop() == 0)
        #expect(start.milliseconds(until: .now) < 15_000)
        try Data().write(to: stage.folder.appending(path: "Slow.calls.go"))
        let again = try stage.start()
        #expect(try SourceStage.wait { try stage.calls(of: "Slow").count == 2 })
        #expect(try stage.keys(of: "Slow") == [["slow"], ["slow"]])
        again.stop()
        let last = try stage.start()
        Self.put(["new"], through: last)
        #expect(try SourceStage.wait { try stage.calls(of: "Slow").count == 3 })
        #expect(try stage.keys(of: "Slow").last == ["new"])
    }

    @Test("a schedule calls its function, and what does not happen here is said")
    func schedules() throws {
        let soon = CivilDateTime(Instant(seconds: Instant.now.seconds + 4), offset: 0).iso8601
        let events = """
            Events:
                        Once:
                          Type: ScheduleV2
                          Properties: { ScheduleExpression: "at(\(soon))", Input: '{"hello":"you"}' }
                        Mail: { Type: SQS, Properties: { Queue: !GetAtt Failed.Arn } }
            """
        let stage = try SourceStage([("Plain", events)])
        defer { stage.remove() }
        let rig = try stage.start()
        #expect(rig.waitForLine("[Plain] Mail: events of the type SQS don't happen here"))
        #expect(try SourceStage.wait { try !stage.calls(of: "Plain").isEmpty })
        #expect(try stage.calls(of: "Plain") == [["hello": "you"]])
    }

    @Test(
        "what is wrong with an event is said at the start, with the function's name",
        arguments: [
            (
                "Events: { E: { Type: Schedule, Properties: { Schedule: rate(2 minute) } } }",
                "Gateway: Plain: the schedule E: rate(2 minute): a rate is 1 minute, hour or day"
            ),
            (
                mapping("StartingPosition: LATEST, ParallelizationFactor: 2"),
                "Gateway: Plain: the event S: ParallelizationFactor: only 1 is supported outside AWS"
            ),
            (
                mapping("StartingPosition: LATEST, FilterCriteria: { Filters: [{ Pattern: '{\"a\":1}' }] }"),
                "Gateway: Plain: the event S: FilterCriteria: the pattern {\"a\":1}: a: must be a list"
            ),
            (
                "Events: { S: { Type: DynamoDB, Properties: { Stream: things, StartingPosition: LATEST } } }",
                "Gateway: Plain: the event S: Stream: things is not the ARN of a table's stream"
            ),
        ])
    func refuses(_ events: String, _ problem: String) throws {
        let stage = try SourceStage([("Plain", events)])
        defer { stage.remove() }
        let run = try GatewayRig.run([
            "run", "--port", "0", "--table-port", "0", "--data", stage.folder.path + "/data", "--functions",
            stage.folder.path, "--template", stage.template.path,
        ])
        #expect(run.status == 1)
        #expect(run.output.hasPrefix(problem), "\(run.output)")
    }
}
