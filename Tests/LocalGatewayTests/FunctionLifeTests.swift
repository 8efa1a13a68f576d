import Foundation
import JSON
import Template
import Testing

@testable import LocalGateway

/// Starting and stopping of functions, with one whose calls say what to do.
struct FunctionLifeTests {
    @Test("a process serves one call after the other; one that dies is replaced")
    func replacesTheDead() throws {
        let stage = try FunctionStage()
        defer { stage.remove() }
        let first = stage.rig.ask("GET", "/pid").body
        #expect(Int32(first) != nil)
        #expect(stage.rig.ask("GET", "/pid").body == first)
        for act in ["/die", "/exit"] {
            let before = stage.rig.ask("GET", "/pid").body
            let broken = stage.rig.ask("GET", act)
            #expect(broken.status == 500)
            #expect(broken.body == #"{"message":"Internal Server Error"}"#)
            let after = stage.rig.ask("GET", "/pid")
            #expect(after.status == 200)
            #expect(after.body != before)
        }
        for ending in ["by signal 9", "with status 0"] {
            #expect(stage.rig.waitForLine("[Actor] its process has ended during the call, \(ending)"))
        }
        let killed = stage.rig.ask("GET", "/pid").body
        kill(try #require(Int32(killed)), SIGKILL)
        let deadline = Date(timeIntervalSinceNow: 5)
        while stage.rig.children.contains(where: { "\($0)" == killed }), Date() < deadline { usleep(2_000) }
        let next = stage.rig.ask("GET", "/pid")
        #expect(next.status == 200)
        #expect(next.body != killed)
    }

    @Test(
        "what can't be run is said in one line",
        arguments: [
            ("nonsense", "Exec format error"),
            ("#!/bin/false\n", "its process has ended before it asked for an event, with status 1"),
            ("#!/bin/sh\nkill -SEGV $$\n", "its process has ended before it asked for an event, by signal 11"),
        ])
    func saysWhatFails(script: String, words: String) throws {
        let stage = try FunctionStage()
        defer { stage.remove() }
        try FunctionStage.write(script, to: stage.executable)
        #expect(stage.rig.ask("GET", "/pid").status == 500)
        #expect(stage.rig.waitForLine(words))
    }

    @Test("a template that is edited meanwhile is said to have no effect yet, once for each time")
    func noticesTemplate() throws {
        let stage = try FunctionStage(["--idle", "1"])
        defer { stage.remove() }
        let words = "template.yaml has changed; the change applies from the next start on"
        #expect(!stage.rig.waitForLine(words, seconds: 1.5))
        try Data((FunctionStage.template + "\n# more\n").utf8).write(to: stage.template)
        #expect(stage.rig.waitForLine(words))
        Thread.sleep(forTimeInterval: 1.5)
        #expect(stage.rig.lines.count { $0.contains(words) } == 1)
    }

    @Test("an error and a bad answer are the service's 500, and the process goes on")
    func reportsErrors() throws {
        let stage = try FunctionStage()
        defer { stage.remove() }
        let first = stage.rig.ask("GET", "/pid").body
        for act in ["/error", "/bad"] {
            let answer = stage.rig.ask("GET", act)
            #expect(answer.status == 500)
            #expect(answer.body == #"{"message":"Internal Server Error"}"#)
        }
        #expect(stage.rig.ask("GET", "/pid").body == first)
        #expect(stage.rig.ask("GET", "/say").status == 200)
        #expect(stage.rig.waitForLine("[Actor] WARN said n=1"))
    }

    @Test("a call that takes too long is a 503, and its process is killed")
    func killsTheSlow() throws {
        let stage = try FunctionStage()
        defer { stage.remove() }
        let slow = stage.rig.ask("GET", "/pid").body
        let answer = stage.rig.ask("GET", "/sleep")
        #expect(answer.status == 503)
        #expect(answer.body == #"{"message":"Service Unavailable"}"#)
        #expect(!stage.rig.children.contains { "\($0)" == slow })
        #expect(stage.rig.ask("GET", "/pid").status == 200)
    }

    @Test("calls at the same time have processes of their own, up to the limit; idle ones are ended")
    func boundsConcurrency() throws {
        let stage = try FunctionStage(["--concurrency", "2", "--idle", "1"])
        defer { stage.remove() }
        let rig = stage.rig
        let answers = Collected()
        let threads = (0..<4).map { _ in
            Thread { answers.add(rig.ask("GET", "/nap")) }
        }
        for thread in threads { thread.start() }
        let all = answers.wait(for: threads.count)
        #expect(all.map(\.status).sorted() == [200, 200, 429, 429])
        #expect(all.first { $0.status == 429 }?.body == #"{"message":"Too Many Requests"}"#)
        #expect(Set(all.filter { $0.status == 200 }.map(\.body)).count == 2)
        let deadline = Date(timeIntervalSinceNow: 10)
        while !rig.children.isEmpty, Date() < deadline { usleep(10_000) }
        #expect(rig.children.isEmpty)
        #expect(rig.ask("GET", "/pid").status == 200)
    }

    @Test("whoever calls waits no longer than they say, whatever time the function has")
    func cutsShort() throws {
        let stage = try FunctionStage()
        defer { stage.remove() }
        let template = FunctionStage.template.replacingOccurrences(of: "Timeout: 2", with: "Timeout: 900")
        let stack = try ServerlessTemplate(parsing: Array(template.utf8)).stack(StackSettings { _ in nil })
        let folder = stage.executable.deletingLastPathComponent().path
        let plan = FunctionPlan(try #require(stack.functions.first), folder: folder, shared: [:])
        #expect(plan.seconds == 900)
        let pool = FunctionPool(plan, limit: 1, Journal(isRaw: false))
        defer { pool.close() }
        let start = Date()
        #expect(pool.call(Array(#"{"rawPath":"/sleep"}"#.utf8), trace: "", arn: "", within: 0.5) == .timedOut)
        #expect(Date().timeIntervalSince(start) < 30)
    }

    @Test("a start that takes long is no longer wait for whoever calls")
    func startsSlowly() throws {
        let stage = try FunctionStage()
        defer { stage.remove() }
        let slow = "import time; time.sleep(1)\nimport http"
        try FunctionStage.write(
            FunctionStage.script.replacingOccurrences(of: "import http", with: slow), to: stage.executable)
        let template = FunctionStage.template.replacingOccurrences(of: "Timeout: 2", with: "Timeout: 900")
        let stack = try ServerlessTemplate(parsing: Array(template.utf8)).stack(StackSettings { _ in nil })
        let folder = stage.executable.deletingLastPathComponent().path
        let plan = FunctionPlan(try #require(stack.functions.first), folder: folder, shared: [:])
        for (patience, act) in [(0.3, "/pid"), (2.5, "/sleep")] {
            let pool = FunctionPool(plan, limit: 1, Journal(isRaw: false))
            defer { pool.close() }
            let start = ContinuousClock.now
            let outcome = pool.call(Array(#"{"rawPath":"\#(act)"}"#.utf8), trace: "", arn: "", within: patience)
            #expect(outcome == .timedOut)
            #expect(ContinuousClock.now - start < .seconds(patience + 0.5))
        }
    }

    @Test("a gateway that was started where ends of children are ignored sees them all the same")
    func ignoredEnds() throws {
        let stage = try FunctionStage(launcher: ["sh", "-c", #"trap "" CHLD; exec "$@""#, "sh"])
        defer { stage.remove() }
        #expect(stage.rig.ask("GET", "/exit").status == 500)
        #expect(stage.rig.waitForLine("[Actor] its process has ended during the call, with status 0"))
        #expect(stage.rig.ask("GET", "/pid").status == 200)
        #expect(stage.rig.stop() == 0)
    }

    @Test("a function has a process group of its own, so that Ctrl-C at a terminal lets it finish")
    func isApart() throws {
        let stage = try FunctionStage()
        defer { stage.remove() }
        let process = try #require(Int32(stage.rig.ask("GET", "/pid").body))
        #expect(getpgid(process) == process)
    }

    @Test("who asks twice for the end has it at once, and no process stays behind")
    func endsAtOnce() throws {
        let stage = try FunctionStage(
            template: FunctionStage.template.replacingOccurrences(of: "Timeout: 2", with: "Timeout: 30"))
        defer { stage.remove() }
        let rig = stage.rig
        Thread { _ = rig.ask("GET", "/sleep") }.start()
        let deadline = Date(timeIntervalSinceNow: 10)
        while rig.children.isEmpty, Date() < deadline { usleep(2_000) }
        let children = rig.children
        #expect(children.count == 1)
        let start = ContinuousClock.now
        kill(rig.processID, SIGINT)
        // A second signal at once counts as the same, sent to the process and to its group.
        kill(rig.processID, SIGINT)
        usleep(700_000)
        #expect(rig.children == children)
        #expect(rig.stop(SIGINT) == SIGINT)
        #expect(ContinuousClock.now - start < .seconds(4))
        #expect(children.allSatisfy { kill($0, 0) != 0 })
    }

    @Test("the next call runs an executable that was built meanwhile, and says so when there is none")
    func picksUpTheNew() throws {
        let stage = try FunctionStage()
        defer { stage.remove() }
        let first = stage.rig.ask("GET", "/pid").body
        try FunctionStage.write(
            FunctionStage.script.replacingOccurrences(of: "str(os.getpid())", with: "\"new\""), to: stage.executable)
        #expect(stage.rig.ask("GET", "/pid").body == "new")
        #expect(!stage.rig.children.contains { "\($0)" == first })
        try FileManager.default.removeItem(at: stage.executable)
        #expect(stage.rig.ask("GET", "/pid").status == 500)
        #expect(stage.rig.waitForLine("is not there: `make build` makes it"))
    }

    @Test("a function has the template's environment and Lambda's, and nothing of ours")
    func givesEnvironment() throws {
        let stage = try FunctionStage()
        defer { stage.remove() }
        let answer = stage.rig.ask("GET", "/environment")
        let environment = try JSONDocument(parsing: Array(answer.body.utf8)).root
        #expect(answer.headers["content-type"] == "application/json")
        #expect(environment["GREETING"]?.string == "hello")
        #expect(environment["AWS_LAMBDA_FUNCTION_NAME"]?.string == "Actor")
        #expect(environment["AWS_REGION"]?.string == "eu-west-1")
        #expect(environment["DYNAMODB_ENDPOINT"]?.string?.hasPrefix("http://127.0.0.1:") == true)
        #expect(environment["HOME"] == nil)
    }

    @Test("headers that come several times are joined, and cookies have a place of their own")
    func joinsHeaders() throws {
        let stage = try FunctionStage()
        defer { stage.remove() }
        let headers = [
            "X-Many: 1", "x-many: 2", "Cookie: a=1; b=2", "Cookie: c=3;\u{301}d=4", "Content-Type: text/plain",
        ]
        let answer = stage.rig.ask("POST", "/event", headers, body: "é")
        let event = try JSONValue(parsing: Array(answer.body.utf8))
        #expect(event["headers"]?["x-many"] == "1,2")
        #expect(event["headers"]?["cookie"] == nil)
        #expect(event["headers"]?["connection"] == nil)
        #expect(event["cookies"] == ["a=1", "b=2", "c=3", "\u{301}d=4"])
        #expect(event["body"] == "é")
        #expect(event["requestContext"]?["http"]?["protocol"] == "HTTP/1.1")
        #expect(event["requestContext"]?["requestId"]?.string == answer.headers["apigw-requestid"])
    }

    @Test("raw logs are JSON, line by line, and hold no query")
    func logsJSON() throws {
        let stage = try FunctionStage(["--json"])
        defer { stage.remove() }
        #expect(stage.rig.ask("GET", "/say?password=hidden").status == 200)
        #expect(stage.rig.waitForLine(#""path":"/say""#))
        #expect(stage.rig.waitForLine(#"{"level":"WARN","message":"said","fields":{"n":1}}"#))
        #expect(stage.rig.lines.allSatisfy { (try? JSONDocument(parsing: Array($0.utf8))) != nil })
        #expect(!stage.rig.lines.contains { $0.contains("hidden") })
    }

    @Test("stopping in the middle of a call leaves no process behind")
    func endsChildren() throws {
        let stage = try FunctionStage()
        defer { stage.remove() }
        let rig = stage.rig
        let answers = Collected()
        Thread { answers.add(rig.ask("GET", "/nap")) }.start()
        let deadline = Date(timeIntervalSinceNow: 10)
        while rig.children.isEmpty, Date() < deadline { usleep(2_000) }
        let children = rig.children
        #expect(children.count == 1)
        #expect(rig.stop() == 0)
        #expect(children.allSatisfy { kill($0, 0) != 0 })
        #expect(answers.wait(for: 1).map(\.status) == [200])
    }
}

/// Answers collected from several threads.
private final class Collected: @unchecked Sendable {
    private let change = NSCondition()
    private var answers: [GatewayRig.Answer] = []

    func add(_ answer: GatewayRig.Answer) {
        change.withLock {
            answers.append(answer)
            change.broadcast()
        }
    }

    func wait(for count: Int) -> [GatewayRig.Answer] {
        change.withLock {
            let deadline = Date(timeIntervalSinceNow: 15)
            while answers.count < count, change.wait(until: deadline) {}
            return answers
        }
    }
}
